package grading

// spanishWords says what is known of single words. A second negator denies with
// the first (no ... nunca).
var spanishWords = []wordSet{
	{flagArticle | flagDeterminer | flagStop | flagNoJoin, "el la los las un una unos unas lo"},
	{flagNegator | flagNot | flagStop, "no"},
	{flagNegator | flagStop, "sin"},
	{flagNor | flagStop, "nunca jamás tampoco ni ningún ninguno ninguna nada nadie apenas"},
	{flagStarter | flagStop, `pero sino aunque porque pues mientras cuando si entonces luego sólo solo
		solamente embargo`},
	{flagBut, "pero sino"},
	{flagThink | flagStop, "que"},
	{flagAside, "entonces luego así"},
	{flagPronoun | flagStop, "él ella ellos ellas nosotros yo tú usted esto eso"},
	{flagDeterminer, "este esta estos estas ese esa esos esas mi mis tu tus su sus nuestro nuestra cada"},
	{flagAux | flagStop, `es son era eran ser sido fue fueron está están estar estaba ha han haber
		había puede pueden poder podía debe deben deber hace hacen va van será serán`},
	{flagThink, "creo cree creer pienso piensa pensar digo dice decir significa cierto verdad que"},
	{flagFalse, "falso falsa incorrecto"},
	{flagAlone, "sólo solo solamente únicamente simplemente"},
	{flagConjunction | flagStop, "y e o u"},
	{flagNoJoin, "en al de del a y o e u por si se me te lo que con"},
	{flagStop, `a al de del en por para con contra desde hasta entre sobre bajo según como se me te
		le les nos que quien cual cuales cuyo donde más menos muy mucho mucha muchos poco también
		tan tanto todo toda todos todas otro otra otros mismo misma ya aún siempre aquí allí así
		este esta estos estas ese esa eso esto su sus hay hacer cada`},
	{flagCommon, `año día tiempo hombre mujer niño mundo casa ciudad país camino mano parte fin
		principio razón caso manera forma número valor punto línea superficie espacio lugar imagen
		palabra frase pregunta respuesta ejemplo problema solución objetivo causa efecto regla ley
		derecho orden grupo clase escuela libro texto nombre lengua trabajo vida muerte cuerpo cabeza
		corazón sangre agua aire fuego tierra luz noche sol luna árbol hoja flor animal pájaro pez
		perro gato pan leche dinero precio mercado fuerza masa mesa misa grande pequeño alto bajo
		largo corto ancho pesado ligero fuerte débil rápido lento caliente frío claro oscuro nuevo
		viejo joven bueno malo mejor lleno vacío duro libre igual simple difícil importante posible
		dos tres cuatro cinco seis siete ocho nueve diez cien mil ver oír hablar leer escribir pensar
		saber conocer aprender vivir morir comer beber dormir correr ir venir caer subir bajar quedar
		llevar tirar tomar dar encontrar buscar perder ganar comprar pagar abrir cerrar empezar acabar
		cambiar mostrar llamar ayudar pero perro caro carro cara cera cero`},
}

// spanishForms are irregular words, each line a base and its other forms.
const spanishForms = `
ser es son era eran fue fueron sido
estar está están estaba
haber ha han había hay
tener tiene tienen tuvo tenía
contener contiene contienen
hacer hace hacen hizo hecho
poder puede pueden pudo
decir dice dicen dijo dicho
producir produce producen produjo produjeron
reducir reduce reducen redujo redujeron
caer cae caen cayó cayeron
`

const spanishApart = `
universidad universidades
universal universales
`

func newSpanish() *language {
	l := newLanguage("es")
	l.negations = negations{"no": {"nunca", "jamas"}}
	l.denials = []string{"no", "nunca", "jamás", "sin", "ni", "ningún", "ninguna", "tampoco", "nada"}
	l.learn(spanishWords, spanishForms, spanishApart, "")
	return l
}
