"""The access law with its decree, as the system reads them from the day the law was enacted."""

from datetime import date

from law.articles import Article, Statute
from law.rule_set import Rule, RuleSet, Unit

_LAW = Statute.ACCESS_LAW
_DECREE = Statute.ACCESS_DECREE
_PROCEDURE = Statute.CIVIL_PROCEDURE

RULES = RuleSet(
    id="ley-5282-2014",
    in_force_from=date(2014, 9, 18),
    answer=Rule(
        id="T1",
        value=15,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "16"),
        verified=False,
        reading="La respuesta debe darse en quince días hábiles, contados desde el día "
        "siguiente al de la presentación.",
    ),
    end_of_day=Rule(
        id="T2",
        value=24,
        unit=Unit.LOCAL_HOUR,
        article=Article(Statute.CIVIL_CODE, "338, 341 y 342"),
        verified=True,
        reading="El plazo termina a las 24:00, hora de Paraguay, del último día.",
    ),
    tacit_denial=Rule(
        id="T3",
        value=1,
        unit=Unit.CALENDAR_DAYS,
        article=Article(_LAW, "20"),
        also=(Article(Statute.CONSTITUTION, "40"),),
        verified=False,
        reading="Si nadie responde, la solicitud se tiene por denegada a las 00:00 del día "
        "siguiente al vencimiento, sea hábil o no.",
    ),
    extension=Rule(
        id="T4",
        value=0,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "16"),
        verified=False,
        reading="El plazo no se prorroga: un aviso de prórroga no cambia la fecha.",
    ),
    clarification=Rule(
        id="T5",
        value=3,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_DECREE),
        verified=False,
        reading="La institución puede pedir una sola aclaración, en tres días hábiles desde la "
        "presentación, y pedirla no detiene el plazo.",
    ),
    forwarding=Rule(
        id="T6",
        value=5,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "13–15"),
        verified=False,
        reading="La solicitud se deriva a la institución competente en cinco días hábiles, y "
        "el plazo no vuelve a empezar.",
    ),
    reconsideration=Rule(
        id="T7",
        value=10,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "21"),
        also=(Article(_DECREE),),
        verified=False,
        reading="La reconsideración es optativa y se presenta ante la máxima autoridad en diez "
        "días hábiles desde la notificación o, si nadie respondió, desde el vencimiento.",
    ),
    reconsideration_decision=Rule(
        id="T8",
        value=20,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "21"),
        verified=False,
        reading="No se halló un plazo escrito para resolver la reconsideración: se siguen veinte "
        "días hábiles y el silencio vale como rechazo.",
    ),
    court=Rule(
        id="T9",
        value=60,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_LAW, "23–24"),
        also=(Article(_PROCEDURE, "567"),),
        verified=False,
        reading="La acción judicial puede promoverse hasta sesenta días hábiles después; enero "
        "cuenta y la reconsideración no detiene el plazo.",
    ),
    court_safe=Rule(
        id="T9b",
        value=60,
        unit=Unit.CALENDAR_DAYS,
        article=Article(_LAW, "23–24"),
        also=(Article(_PROCEDURE, "567"),),
        verified=False,
        reading="La fecha segura para acudir al juzgado es a los sesenta días corridos, sin "
        "traslado: vale con cualquiera de las dos lecturas del plazo.",
    ),
    court_choice=Rule(
        id="T10",
        value=0,
        unit=Unit.NONE,
        article=Article(_LAW, "23"),
        also=(Article(Statute.COURT_ORDER_1005),),
        verified=True,
        reading="Puede acudirse a cualquier juzgado de primera instancia del domicilio de la "
        "persona o de la sede de la institución, a elección de la persona, por la vía del amparo.",
    ),
    presentation=Rule(
        id="T11",
        value=0,
        unit=Unit.NONE,
        article=Article(_LAW, "12"),
        verified=False,
        reading="La fecha de presentación es la del día local en que se presenta, a cualquier "
        "hora y cualquier día; la verbal lleva la fecha del acta.",
    ),
    notification=Rule(
        id="T12",
        value=0,
        unit=Unit.NONE,
        article=Article(_DECREE, "25"),
        verified=False,
        reading="La notificación vale desde el día local en que se entrega; un correo devuelto "
        "no notifica.",
    ),
    court_report=Rule(
        id="M1",
        value=3,
        unit=Unit.DAYS,
        article=Article(_PROCEDURE, "572"),
        verified=True,
        reading="En el amparo, la institución informa al juzgado en tres días.",
    ),
    court_judgment=Rule(
        id="M2",
        value=2,
        unit=Unit.DAYS,
        article=Article(_PROCEDURE, "576"),
        verified=True,
        reading="El juzgado dicta sentencia en dos días.",
    ),
    court_appeal=Rule(
        id="M3",
        value=2,
        unit=Unit.DAYS,
        article=Article(_PROCEDURE, "581"),
        verified=True,
        reading="La sentencia puede apelarse en dos días.",
    ),
    compliance=Rule(
        id="M4",
        value=3,
        unit=Unit.BUSINESS_DAYS,
        article=Article(_PROCEDURE, "583"),
        also=(Article(_PROCEDURE, "587"),),
        verified=False,
        reading="La sentencia se cumple sin excusa de jerarquía; el texto no fija días y, para "
        "el seguimiento, se cuentan tres días hábiles si el juzgado no dispone otra cosa.",
    ),
    working_week=Rule(
        id="C1",
        value=5,
        unit=Unit.DAYS_A_WEEK,
        article=Article(Statute.HOLIDAYS_1990),
        verified=False,
        reading="Son hábiles los días de lunes a viernes que no son feriados.",
    ),
    asueto_roll=Rule(
        id="C2",
        value=0,
        unit=Unit.BUSINESS_DAYS,
        article=Article(Statute.HOLIDAYS_1990),
        verified=False,
        reading="El asueto es día hábil y el plazo que vence en un asueto no se traslada.",
    ),
    local_days=Rule(
        id="C3",
        value=0,
        unit=Unit.NONE,
        article=Article(Statute.HOLIDAYS_1990),
        verified=False,
        reading="Los aniversarios locales son días hábiles para quien pide información.",
    ),
)
