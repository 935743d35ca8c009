"""The words that fill the gaps: places, people and dates; every person is fictional."""

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio",
    "julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre",
)  # fmt: skip

PLACES = (
    "Areguá", "Ayolas", "Caacupé", "Caaguazú", "Capiatá", "Carapeguá", "Concepción",
    "Coronel Oviedo", "Encarnación", "Filadelfia", "Hernandarias", "Horqueta", "Itá", "Itauguá",
    "Lambaré", "Limpio", "Luque", "Mariano Roque Alonso", "Ñemby", "Paraguarí",
    "Pedro Juan Caballero", "Pilar", "Piribebuy", "Salto del Guairá", "San Estanislao",
    "San Ignacio", "San Lorenzo", "San Pedro", "Santa Rita", "Villa Elisa", "Villa Hayes",
    "Villarrica", "Villeta", "Ybycuí", "Ypacaraí",
)  # fmt: skip

ROADS = (
    "la circunvalación de {place}", "la ruta entre {place} y {other}", "el acceso a {place}",
    "la avenida principal de {place}", "la costanera de {place}", "el viaducto de {place}",
)  # fmt: skip

SCHOOLS = (
    "escuela básica de {place}", "escuela rural de {place}", "escuela técnica de {place}",
    "escuela agrícola de {place}", "escuela indígena de {place}",
)  # fmt: skip

HOSPITALS = (
    "Hospital Distrital de {place}", "Hospital Regional de {place}", "Centro de Salud de {place}",
    "Hospital Materno Infantil de {place}",
)  # fmt: skip

FIRST_NAMES = (
    "Alicia", "Andrés", "Arami", "Arnaldo", "Blanca", "Carlos", "Celia", "César", "Cinthia",
    "Derlis", "Diana", "Edgar", "Elva", "Fátima", "Fernando", "Gladys", "Gustavo", "Hugo",
    "Ignacia", "Isidro", "Jazmín", "Jorge", "Karina", "Laura", "Liz", "Lourdes", "Marcelo",
    "María Belén", "Mirta", "Nelson", "Nilda", "Óscar", "Patricia", "Porfirio", "Ramona", "Raquel",
    "Rodrigo", "Rossana", "Sergio", "Sixto", "Tania", "Teresita", "Ubaldo", "Verónica", "Wilfrido",
    "Yanina",
)  # fmt: skip

SURNAMES = (
    "Acosta", "Alcaraz", "Almada", "Báez", "Barrios", "Benítez", "Bogado", "Brítez", "Cabral",
    "Caballero", "Cáceres", "Cantero", "Cardozo", "Coronel", "Duarte", "Espínola", "Fleitas",
    "Franco", "Galeano", "Giménez", "González", "Insfrán", "Jara", "Ledesma", "Lezcano", "Maidana",
    "Martínez", "Melgarejo", "Mendoza", "Morínigo", "Núñez", "Ojeda", "Ortiz", "Ovelar", "Paredes",
    "Quiñónez", "Ramírez", "Riquelme", "Rojas", "Samudio", "Servín", "Torales", "Valdez", "Vera",
    "Villalba", "Zárate",
)  # fmt: skip

STREETS = (
    "14 de Mayo", "25 de Mayo", "Azara", "Cerro Corá", "Curupayty", "Eligio Ayala", "Estrella",
    "Humaitá", "Independencia Nacional", "Mariscal López", "Palma", "Presidente Franco",
    "Teniente Fariña", "Yegros",
)  # fmt: skip

NOTIFY_ADDRESS = "correo.example"
