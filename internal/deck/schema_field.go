package deck

// What the keys of the format take, in the words of JSON Schema.

// fieldSchema describes a key and what it takes.
func fieldSchema(field *Field) members {
	takes := takesSchema(field)
	if takes[0].key == "$ref" { // beside it, nothing counts
		return takes
	}
	schema := append(members{{"description", field.describe()}}, takes...)
	if value := field.defaultValue(); value != nil {
		schema = schema.with("default", value)
	}
	if value := tomlValue(field.Example); value != nil {
		schema = schema.with("examples", []any{value})
	}
	return schema
}

// takesSchema describes the values that a key takes.
func takesSchema(field *Field) members {
	switch field.Takes {
	case TakesAnyText:
		return members{{"type", "string"}}
	case TakesID:
		return members{{"type", "string"}, {"pattern", `^` + idForm + `$`}}
	case TakesRef:
		return members{{"type", "string"}, {"pattern", refPattern}}
	case TakesWord:
		return members{{"type", "string"}, {"enum", field.Values}}
	case TakesBool:
		return members{{"type", "boolean"}}
	case TakesVersion:
		return members{{"type", "integer"}, {"enum", []int{formatVersion}}}
	case TakesNumber:
		return numberSchema
	case TakesPoints:
		return members{{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", maxPoints}}
	case TakesFraction:
		return members{{"type", "number"}, {"minimum", 0}, {"maximum", 1}}
	case TakesPower:
		return members{{"type", "number"}, {"exclusiveMinimum", 0}, {"maximum", maxPower}}
	case TakesCount:
		return members{{"type", "integer"}, {"minimum", 0}, {"maximum", maxCount}}
	case TakesSeconds:
		return members{{"type", "integer"}, {"minimum", 1}, {"maximum", maxSeconds}}
	case TakesTolerance:
		return members{{"type", []string{"number", "string"}}, {"minimum", 0}, {"pattern", distancePattern}}
	case TakesValue:
		return members{{"type", []string{"string", "number"}}, {"pattern", somethingPattern}}
	case TakesTexts:
		return listSchema(field, textSchema)
	case TakesWords:
		return listSchema(field, members{{"type", "string"}, {"enum", field.Values}})
	case TakesNumbers:
		return listSchema(field, numberSchema)
	case TakesGroups:
		return listSchema(field, listSchema(&Field{Least: 1}, textSchema))
	case TakesTables:
		return listSchema(field, reference(field.Table))
	case TakesTable, TakesCell:
		return reference(field.Table)
	case TakesTextMap:
		return mapSchema(textSchema)
	case TakesTextsMap:
		return mapSchema(listSchema(&Field{}, textSchema))
	case TakesShares:
		return mapSchema(members{{"type", "number"}, {"minimum", -1}, {"maximum", 1}})
	}
	return textSchema // TakesText and TakesPath
}

var (
	textSchema   = members{{"type", "string"}, {"pattern", somethingPattern}, {"maxLength", maxText}}
	numberSchema = members{{"type", "number"}}
)

func reference(table *Table) members { return members{{"$ref", "#/definitions/" + table.Name}} }

// listSchema describes a list as long as the field wants it.
func listSchema(field *Field, each members) members {
	schema := members{{"type", "array"}, {"items", each}}
	least := field.Least
	if field.Required {
		least = max(least, 1)
	}
	if least > 0 {
		schema = schema.with("minItems", least)
	}
	if field.Most > 0 {
		schema = schema.with("maxItems", field.Most)
	}
	return schema
}

// mapSchema describes a table whose keys the author names.
func mapSchema(each members) members {
	return members{
		{"type", "object"},
		{"propertyNames", members{{"pattern", somethingPattern}}},
		{"additionalProperties", each},
	}
}
