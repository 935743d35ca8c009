"""What is said after asking: answers, denials, appeals and rulings, all fictional."""

from requests_app.actions import Withheld

GRANTED = (
    (
        "En respuesta a su pedido sobre «{subject}», le entregamos la información completa. Los "
        "datos corresponden a los registros de la institución al {day} y pueden reutilizarse "
        "citando la fuente."
    ),
    (
        "Informamos sobre «{subject}»: la dependencia responsable remitió los datos que siguen en "
        "el cuerpo de esta respuesta. Se contaron {count} registros; ninguno fue omitido."
    ),
    (
        "Ponemos a su disposición lo solicitado en «{subject}». Si algún dato no se entiende, "
        "nuestra oficina puede explicárselo en el horario de atención, sin costo."
    ),
    (
        "Adjuntamos en texto lo pedido sobre «{subject}»: {count} registros, con su fecha y la "
        "dependencia que los lleva. La información está completa al {day}."
    ),
)

GUARANI_GRANTED = (
    (
        "Ko’ápe rome’ẽ ndéve marandu rejerureva’ekue: «{subject}». Oĩ {count} mba’e kuatiápe, "
        "{day} peve. Reipurukuaa ha remombe’ukuaa opavavépe."
    ),
)

PARTLY = (
    (
        "Entregamos lo que consta en nuestros registros sobre «{subject}». Una parte no se entrega "
        "por el motivo que se indica abajo; el resto está completo al {day}."
    ),
    (
        "Le damos acceso parcial a lo pedido en «{subject}»: {count} registros, con los datos "
        "protegidos tachados según el detalle que sigue."
    ),
)

WITHHELD = (
    Withheld(
        "Números de cédula y domicilios particulares",
        "Ley 6534/2020, art. 4",
    ),
    Withheld("Datos de salud que permiten reconocer a personas", "Ley 6534/2020, art. 4"),
    Withheld("Datos crediticios de particulares", "Ley 6534/2020, art. 4"),
)

ALREADY_PUBLIC = (
    (
        "Lo pedido en «{subject}» ya está publicado y puede consultarse sin costo. Indicamos abajo "
        "la fuente, el lugar y cómo llegar al dato; si no lo encuentra, se lo enviamos."
    ),
)
SOURCES = (
    ("Portal de transparencia activa de la institución", "https://transparencia.example/{code}"),
    ("Planillas de remuneraciones", "https://datos.example/{code}/remuneraciones"),
    ("Llamados y contratos", "https://contrataciones.example/{code}"),
)
FORM = "En línea, sin registrarse; los archivos se descargan como planilla."

NOT_HELD = (
    (
        "Luego de buscarla, informamos que la institución no tiene la información pedida en "
        "«{subject}» ni la obligación de producirla."
    ),
)
SEARCH = (
    "Se revisaron el archivo central, el sistema de expedientes y las dependencias que podrían "
    "tenerla, entre el {start} y el {day}. No se hallaron registros."
)

FACTS = (
    (
        "El pedido «{subject}» alcanza documentos de una investigación todavía abierta, según "
        "consta en el informe de la dependencia del {day}."
    ),
    (
        "Lo pedido en «{subject}» identifica a personas que dieron sus datos para un trámite y no "
        "aceptaron que se difundan."
    ),
)
LEGAL_GROUNDS = (
    (
        "La ley citada reserva expresamente esa información; se examinó entregarla en parte y no "
        "es posible separar lo reservado."
    ),
)
RESERVES = (
    ("Ley 1286/1998", "322"),
    ("Ley 6534/2020", "4"),
    ("Ley 861/1996", "84"),
)
DENIAL = "Se deniega lo pedido por la resolución que se transcribe. Puede pedir que se revise."

QUESTIONS = (
    "¿De qué período necesita los datos? En el pedido no figura el año.",
    "¿Se refiere a toda la institución o a una dependencia en particular?",
    "¿Le sirve el dato por mes, o lo necesita por día?",
)
CLARIFICATIONS = (
    "Me refiero a toda la institución y al último año completo.",
    "Con el dato por mes es suficiente. Gracias.",
    "Desde enero del año que indiqué hasta la fecha.",
)
FORWARDING = (
    "Los registros pedidos los lleva la otra institución por su ley orgánica.",
    "La competencia sobre este tema pasó a la otra institución.",
    "Esta oficina no tiene el dato; quien lo produce es la institución a la que se deriva.",
)
VERBAL_RECORD = (
    "La persona pidió de viva voz: «{description}» Se le leyó el acta y estuvo de acuerdo."
)
EVIDENCE = "Sello de mesa de entrada en la nota original, guardada en la oficina."

VERDICT_REASONS = (
    "Falta el detalle por mes.",
    "Recibí otra cosa: pedí los contratos, no el resumen.",
    "Los archivos no traen los montos.",
)

APPEALS = (
    "Pido que se revise: la información es pública y ya fue entregada a otras personas.",
    "La respuesta no alcanza lo que pedí. Solicito que se complete.",
    "Venció el plazo y nadie respondió. Pido que se entregue lo solicitado.",
)
UPHELD = "Se hace lugar: la información es pública y no hay ley que la reserve."
REJECTED = "Se mantiene lo resuelto por los fundamentos de la resolución anterior."

COURTS = (
    "Juzgado Civil y Comercial del 3.er Turno de Asunción",
    "Juzgado Penal de Garantías N.º 5 de Asunción",
    "Juzgado de la Niñez y la Adolescencia de San Lorenzo",
    "Juzgado Civil y Comercial del 1.er Turno de Ciudad del Este",
)
ORDERED = "Hacer lugar al amparo y ordenar la entrega de la información en tres días."
DISMISSED = "No hacer lugar al amparo por haberse presentado fuera de plazo."
