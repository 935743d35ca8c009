"""What the people of an office and its units write to each other in the demonstration."""

UNITS = (
    "Dirección de Planificación",
    "Dirección Administrativa y Financiera",
    "Gestión y Desarrollo de las Personas",
)
ASKED = (
    "Necesitamos la planilla completa, con montos y fechas, en Excel si la tienen así.",
    "Por favor confirmen si el documento existe y en qué archivo está.",
    "Envíen la copia firmada y, si hay datos de terceros, díganlo.",
    "¿Pueden informar cuántos casos hubo por mes y por departamento?",
    "Necesitamos la lista de responsables y la fecha de cada designación.",
)
NOTES = (
    "Hablé por teléfono con la unidad: lo tienen, pero en papel. Lo escanean mañana.",
    "Ojo: un pedido casi igual se respondió el año pasado. Conviene reutilizar esa respuesta.",
    "La persona llamó a la oficina para preguntar cómo va. Le expliqué el plazo.",
)
DELIVERED = "Adjuntamos lo que figura en nuestro sistema. Los montos están en guaraníes."
RETURNED = "Esa información la maneja la Dirección Administrativa y Financiera."
LEFT = "Graciela Ibarrola"
