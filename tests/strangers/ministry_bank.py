"""Words of the stranger ministry: releases, ours; persons invented. Marks as in `portal_bank`."""

# Long lines are the texts' and the markup's own.
# ruff: noqa: E501, ISC004

HEADLINES: dict[str, list[tuple[str, str]]] = {
    "feuer": [
        ("Feuerwehr", "Neue Drehleitern für die Ostalb"),
        ("Feuerwehr", "Landeswettbewerb der Jugendfeuerwehren in Ehingen"),
        ("Bevölkerungsschutz", "Sirenenförderung geht in die vierte Runde"),
        ("Katastophenschutz", "60 Boote für den Hochwasserschutz"),
        ("Bevölkerungsschutz", "Bundesweiter Warntag: „Wir warnen, bevor es brennt“"),
        ("Feuerwehr", "Waldbrandübung „Trockener Hauch“ - Bilanz nach drei Tagen"),
        ("Rettungsdienst", "112 in neun Sprachen"),
        ("Bevölkerungsschutz", "Notfalltreffpunkte: 1.000 Orte stehen bereit"),
        ("Feuerwehr", "Ehrenzeichen für 40 Jahre Dienst"),
        ("Katastrophenschutz", "Hubschrauber | Land und Bund teilen sich die Kosten"),
        ("Feuerwehr", "Landesfeuerwehrschule feiert Richtfest"),
        ("Feuerwehr", "Neue Drehleitern für die Ostalb"),
    ],
    "polizei": [
        ("Polizei", "Verkehrsunfallbilanz 2023 vorgestellt"),
        ("Innere Sicherheit", "Zumeldung zum Brandanschlag auf ein Umspannwerk"),
        ("Polizei", "1.400 Anwärterinnen und Anwärter vereidigt"),
        ("Sicherheit", "Messerverbotszonen: Kommunen ziehen Zwischenbilanz"),
        ("Polizei", "„Danke, dass ihr da wart“"),
        ("Innere Sicherheit", "Zumeldung zur Einigung im Vermittlungsausschuss"),
        ("Polizei", "Wochenendprognose für den Reiseverkehr"),
        ("Innenministerkonferenz", "224. Konferenz - Beschlüsse im Überblick"),
        ("Polizei", "Reiterstaffel erhält neue Stallungen"),
        ("Verfassungsschutz", "Jahresbericht liegt vor"),
        ("Sicherheit im Stadion", "Runder Tisch „Faire Kurve“ tagt erneut"),
        ("Polizei", "Bodycams: Evaluation abgeschlossen"),
    ],
    "digital": [
        ("Digitalisierung", "Breitband: 200 Millionen Euro für den ländlichen Raum"),
        ("Cybersicherheit", "Cybersicherheitsagentur und LKA bündeln Kräfte"),
        ("Digitalisierung", "E-Akte | 50.000. Arbeitsplatz angeschlossen"),
        ("Cybersicherheit in Bund und Ländern", "BSI-Verbindungsbüro bezieht neue Räume"),
        ("Digitalisierung", "service-bw 2.0 ist online"),
        ("Cybersicherheit", "Zumeldung zum Lagebild Cybercrime"),
        ("Verwaltung", "Registermodernisierung - Land übernimmt Vorsitz"),
        ("Digitalisierung", "KI-Assistent F13 kommt in die Landratsämter"),
        ("Cybersicherheit", "4. Cybersicherheitsforum in Karlsruhe"),
        ("Digitalisierung", "Digitallotsen für 300 Gemeinden"),
        ("Verwaltung", "Entlastungsallianz beschließt zehntes Paket"),
        ("Digitalisierung", "Quantenrechner in Ehningen besichtigt"),
    ],
    "kommunal": [
        ("Minister", "Neujahrsempfang im Neuen Schloss"),
        ("Kommunen", "Gemeindefinanzen: Einigung mit den Kommunalen Landesverbänden"),
        ("Vertriebene und Spätaussiedler", "Heimattage in Sinsheim eröffnet"),
        ("Kulturerbe im Osten", "Ausstellung „Wege der Donauschwaben“ in Ulm"),
        ("Kommunen", "Bürgermeisterwahl: Merkblatt in leichter Sprache"),
        ("Migration", "Erstaufnahme: Land schafft 2.000 Plätze"),
        ("Integration", "Einbürgerungsfeier mit 120 Gästen"),
        ("Kommunen", "Verwaltungspreis 2024 - das sind die Sieger"),
        ("Personalien", "Neue Amtschefin im Innenministerium"),
        ("Regierungspräsidien", "„Staufermedaille“ für Rolf-Dieter Schömig"),
        ("Kommunen", "Gemeindeordnung wird digital"),
        ("Migration", "Zumeldung zu den Beschlüssen der Ministerpräsidentenkonferenz"),
        (
            "Integration",
            "Innenministerin ehrt ehrenamtliche Dolmetscherinnen und Dolmetscher aus allen vier "
            "Regierungsbezirken des Landes",
        ),
    ],
}

LEADS: dict[str, list[str]] = {
    "feuer": [
        "Das Land fördert die Ausstattung der Wehren in {kreis} mit {zahl}.000 Euro. Innenministerin "
        "Hella Rautenberg übergab den Bescheid vor Ort.",
        "Wie warnt man Menschen, die gerade schlafen? Darum ging es bei einer Fachtagung mit {zahl} "
        "Gästen in {stadt}.",
        "Anlässlich eines Besuchs in {stadt} hat sich Innenministerin Hella Rautenberg bei den "
        "Ehrenamtlichen im Bevölkerungsschutz bedankt.",
    ],
    "polizei": [
        "Innenministerin Hella Rautenberg hat in {stadt} die Zahlen des vergangenen Jahres vorgestellt. "
        "Erstmals seit langem sinken sie in fast allen Bereichen.",
        "Mehr Sichtbarkeit, schnellere Wege: Das Polizeipräsidium {stadt} erprobt ein neues Konzept.",
        "In {stadt} haben sich Vertreterinnen und Vertreter von Polizei, Kommunen und Vereinen zu einem "
        "Austausch getroffen.",
    ],
    "digital": [
        "Das Land stellt weitere {zahl} Millionen Euro bereit. Davon profitieren vor allem Gemeinden in "
        "{kreis}.",
        "Gemeinsam schneller reagieren: In {stadt} haben Fachleute aus Bund und Land eine Vereinbarung "
        "unterzeichnet.",
        "Rund {zahl} Beschäftigte arbeiten künftig ohne Papier. CIO Dr. Thilo Maibach sprach von einem "
        "Meilenstein.",
    ],
    "kommunal": [
        "Rund {zahl} Gäste aus dem ganzen Land sind der Einladung nach {stadt} gefolgt.",
        "Land und Kommunen haben sich auf einen gemeinsamen Weg verständigt. Er gilt zunächst für zwei "
        "Jahre.",
        "Innenministerin Hella Rautenberg hat in {stadt} das Engagement vieler Einzelner gewürdigt.",
    ],
}

PARAGRAPHS: dict[str, list[str]] = {
    "feuer": [
        "„Auf unsere Feuerwehren ist Verlass, bei Tag, bei Nacht und bei jedem Wetter“, sagte "
        "Innenministerin **Hella Rautenberg** in {stadt}. Dafür brauche es Fahrzeuge, die anspringen, und "
        "Häuser, in denen die Einsatzkleidung trocknet.",
        "Insgesamt fließen in diesem Jahr {zahl} Millionen Euro aus der Feuerschutzsteuer an die "
        "Kommunen. Das Geld bewilligt das [[Regierungspräsidium {rp}]] auf Antrag.",
        "Die Übung am Samstag (14. September) begann um 5:30 Uhr. Angenommen wurde ein Flächenbrand "
        "oberhalb von {stadt}, der sich bei Südwind auf drei Wohngebiete zubewegte.",
        "Neu ist ein Modul für die Versorgung aus der Luft. Es passt auf einen Anhänger und liefert in "
        "einer Stunde so viel Wasser, wie ein Löschfahrzeug in {zahl} Minuten verbraucht.",
        "Kreisbrandmeister {person} lobte die kurzen Wege. Früher habe er drei Stellen anrufen müssen, "
        "heute genüge ein Knopf in der [[Integrierten Leitstelle]].",
        "Auch das Technische Hilfswerk und die Bergwacht waren beteiligt. Insgesamt standen {zahl} "
        "Helferinnen und Helfer bereit, darunter viele unter zwanzig.",
    ],
    "polizei": [
        "„Jeder Unfall weniger ist ein Erfolg“, so Innenministerin Hella Rautenberg. Die Zahl der "
        "Getöteten ging gegenüber dem Vorjahr um {zahl} zurück, die der Schwerverletzten blieb gleich.",
        "Polizeipräsident {person} kündigte an, die Kontrollen am Wochenende fortzusetzen. Schwerpunkte "
        "sind Bahnhöfe in {stadt} und Parkplätze entlang der Autobahn.",
        "Das [[Landeskriminalamt]] wertet die Daten seit dem 1. Juli zentral aus. So lassen sich Serien "
        "früher erkennen, auch wenn sie über Kreisgrenzen hinwegreichen.",
        "Vereidigt wurde in der Hochschule für Polizei. Für {zahl} junge Menschen aus {kreis} beginnt "
        "damit der praktische Teil ihrer Ausbildung.",
        "Bei der heutigen Sitzung ging es außerdem um den Schutz von Einsatzkräften. Ein Entwurf zur "
        "Verschärfung des Strafrechts liegt dem Bundesrat vor.",
        "„Wer unsere Polizistinnen und Polizisten angreift, greift uns alle an“, betonte die Ministerin "
        "und dankte dem Polizeipräsidium {stadt} für seine Arbeit.",
    ],
    "digital": [
        "„Digitalisierung heißt: Der Bescheid kommt, bevor man sich fragt, wo er bleibt“, erklärte CIO Dr. "
        "Thilo Maibach. Das Land habe dafür {zahl} Verfahren auf den Prüfstand gestellt.",
        "Die [[Cybersicherheitsagentur Baden-Württemberg]] unterhält in {stadt} ein Lagezentrum. Dort "
        "gehen im Monat {zahl} Meldungen ein, jede dritte aus dem kommunalen Raum.",
        "Betrieben wird die Plattform von der Landes~oberbehörde BITBW. Kommunen greifen über ein "
        "gesichertes Netz zu und zahlen nur, was sie nutzen.",
        "Am 10. Juli unterzeichneten beide Seiten eine Vereinbarung. Sie umfasst acht Felder, von der "
        "Hospitation bis zur gemeinsamen Rufbereitschaft.",
        "Landrätin {person} berichtete von den ersten Wochen in {kreis}. Nicht die Technik sei das "
        "Schwierige gewesen, sondern das Loslassen der Stempel.",
        "Das Bundesamt für Sicherheit in der Informations~technik begleitet das Vorhaben fachlich. Eine "
        "Zwischenbilanz ist für das kommende Frühjahr angekündigt.",
    ],
    "kommunal": [
        "„Demokratie beginnt im Rathaus, oft an einem Mittwochabend und bei schlechtem Kaffee“, sagte "
        "Innenministerin Hella Rautenberg unter dem Beifall der {zahl} Gäste.",
        "Vereinbart wurde ein Betrag von {zahl} Millionen Euro. Er wird nach Einwohnern verteilt; "
        "Gemeinden in {kreis} erhalten einen Zuschlag.",
        "Der [[Gemeindetag]] begrüßte das Ergebnis, der Städtetag sprach von einem tragfähigen "
        "Kompromiss. Der Landkreistag will seine Gremien Ende des Monats befragen.",
        "Die Ausstellung ist bis zum 3. November zu sehen. Sie zeigt Leihgaben aus {stadt} und Briefe, "
        "die eine Familie über vier Generationen aufgehoben hat.",
        "Oberbürgermeister {person} erinnerte an die schwierigen Anfänge. Damals habe man Feldbetten in "
        "Turnhallen gestellt, heute gebe es Wohnungen und einen Chor.",
        "Das Regierungspräsidium {rp} prüft derzeit die Anträge. Entschieden wird in der Reihenfolge des "
        "Eingangs, spätestens am 20. Dezember.",
    ],
}

SUBHEADS = {
    "feuer": [
        "Ausrüstung, die anspringt",
        "Bei Südwind wird es ernst",
        "Ein Knopf statt drei Anrufe",
    ],
    "polizei": ["Kontrollen gehen weiter", "Daten helfen ermitteln", "Respekt für Einsatzkräfte"],
    "digital": [
        "Weniger Stempel, mehr Service",
        "Acht Felder, ein Ziel",
        "Meldungen aus den Kommunen",
    ],
    "kommunal": [
        "Zuschlag für kleine Gemeinden",
        "Von der Turnhalle zum Chor",
        "So geht es weiter",
    ],
}

ITEMS = [
    "{stadt}: {zahl}.000 Euro für ein Löschfahrzeug",
    "{kreis}: zwei Anhänger mit Notstrom",
    "Regierungsbezirk {rp}: Schulungen für {zahl} Personen",
    "Landesweit: ein gemeinsames Lagebild",
]

ZUMELDUNG = (
    "Zu den heutigen Meldungen erklärt Innenministerin Hella Rautenberg:",
    "„Was in {stadt} geschehen ist, macht uns betroffen. Wir stehen an der Seite der Menschen und "
    "danken allen {zahl} Einsatzkräften. Jetzt gilt es, die Ermittlungen abzuwarten und nicht zu "
    "spekulieren.“",
)

FOOTNOTE = "* Die Angaben beruhen auf vorläufigen Zahlen des Statistischen Landesamts."

GLUED = "Das Treffen bereitete auch die Sitzung der¦[[Landeskommission]] vor, an der {zahl} Fachleute aus {kreis} teilnahmen."

PICTURES: list[tuple[str, str, str]] = [
    (
        "Drei Feuerwehrleute rollen vor einem Gerätehaus einen Schlauch aus.",
        "Übung vor dem Gerätehaus in {stadt}.",
        "(Foto: dpa)",
    ),
    ("Ein Streifenwagen mit Blaulicht fährt durch eine Allee.", "Symbolbild", ""),
    (
        "Innenministerin Hella Rautenberg spricht an einem Pult vor vollen Reihen.",
        "Innenministerin Hella Rautenberg spricht an einem Pult vor vollen Reihen.",
        "",
    ),
    (
        "Ein Kabelbündel vor einem Schaltschrank.",
        "Glasfaser für {kreis}.",
        "Quelle: Fotolia",
    ),
    (
        "Gruppenfoto auf einer Freitreppe.",
        "von links nach rechts: {person}; Hella Rautenberg; Dr. Thilo Maibach",
        "(Bild: picture alliance/Ole Steinbrink/dpa)",
    ),
    (
        "Das Dienstgebäude des Innenministeriums in der Abendsonne.",
        "Das Dienstgebäude des Innenministeriums",
        "(Foto: Ministerium des Inneren, für Digitalisierung und Kommunen Baden-Württemberg)",
    ),
    ("Wappen des Landes an einer Uniformjacke.", "", ""),
]

TOWNS = [
    "Ravensburg",
    "Crailsheim",
    "Offenburg",
    "Nagold",
    "Mosbach",
    "Balingen",
    "Lörrach",
    "Aalen",
]
DISTRICTS = [
    "Zollernalbkreis",
    "Main-Tauber-Kreis",
    "Ortenaukreis",
    "Landkreis Biberach",
    "Rems-Murr-Kreis",
]
REGIONS = ["Stuttgart", "Karlsruhe", "Freiburg", "Tübingen"]
PERSONS = [
    "Gerlinde Aubele",
    "Dr. Ruben Kächele",
    "Fatma Erdoğdu",
    "Hans-Jörg Zwerenz",
    "Ute Mössinger",
]
