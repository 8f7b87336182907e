"""Words of the stranger portal: headlines, leads and paragraphs, ours; persons and towns invented.

``{slot}`` is filled per article, ``[[x]]`` is an inline link, ``**x**`` bold, ``~`` a soft hyphen.
"""

# Long lines are the texts' and the markup's own.
# ruff: noqa: E501, ISC004

HEADLINES: dict[str, list[tuple[str, str]]] = {
    "IT-Sicherheit": [
        ("Kreis Dornfelden", "Notfallplan besteht Probe"),
        ("CSBW/LSI", "Zwei Länder, ein Lagebild"),
        ("Lagebericht 2024", "1.200 Angriffe pro Woche"),
        ("Thüringen", "„Wir üben den Ernstfall“"),
        ("Sachsen-Anhalt", "NIS2 - was Kommunen jetzt tun müssen"),
        ("Serie Notfallvorsorge (Teil 2)", "Wenn der Server schweigt"),
        ("Brandenburg", "Phishing | Wie Ämter Mails prüfen"),
        ("BSI", "Grundschutz++ kommt 2026"),
        ("Stadt Hallenberg am See", "Zurück aus dem Notbetrieb"),
        ("Bund", "CERT-Bund zählt weniger Vorfälle"),
        ("ITDZ Berlin / BKA", "Gemeinsam gegen Erpresser"),
        ("Mecklenburg-Vorpommern", "3. Sicherheitstag in Güstrow"),
        ("Niedersachsen", "Neue Meldestelle für Schwachstellen"),
        ("Zero Trust", "Vertrauen ist gut - Prüfen ist besser - Üben am besten"),
        ("Landkreistag", "„Kein Kreis ist zu klein“"),
        ("Bayern", "2.000. Siegel verliehen"),
        ("Hessen", "Neue Meldestelle für Schwachstellen"),
    ],
    "Künstliche Intelligenz": [
        ("Wartenau", "Chatbot lernt Plattdeutsch"),
        ("Baden-Württemberg", "F13 schreibt mit"),
        ("KI-Verordnung", "Was ab August 2026 gilt"),
        ("Umfrage", "Jeder Dritte nutzt „Schatten-KI“"),
        ("Nordrhein-Westfalen", "KI in der Justiz | Pilot startet in fünf Gerichten"),
        ("Dataport", "Sprachmodell aus eigenem Haus"),
        ("Digitalministerkonferenz 2025", "Leitplanken für lernende Systeme"),
        ("Interview", "„Die Maschine entscheidet nicht“"),
        ("Stadt Oberlindach", "Schlaglöcher auf einen Blick"),
        ("Hamburg", "LLMoin für 40.000 Arbeitsplätze"),
        ("Bundesagentur für Arbeit", "Anträge schneller sortiert"),
        ("Rheinland-Pfalz", "Übersetzen in 12 Sprachen"),
        ("MPK", "Länder wollen gemeinsame KI-Plattform"),
        ("Kompetenzzentrum", "KI - aber sicher"),
        ("Saarland", "Bescheide in klarem Deutsch"),
        ("AKDB", "Assistent hilft im Standesamt"),
        ("Studie", "KI bleibt in Behörden ein Projekt für Wenige"),
    ],
    "Portale & Register": [
        ("Registermodernisierung", "NOOTS nimmt Form an"),
        ("Onlinezugangsgesetz", "OZG 2.0: Bilanz nach einem Jahr"),
        ("Kfz-Zulassung", "i-Kfz 4 läuft stabil"),
        ("FITKO", "Neues FIT-Connect, neue Regeln"),
        ("BundID", "20 Millionen Konten"),
        ("Schleswig-Holstein", "Elterngeld ohne Papier"),
        ("Stadt Mühlacker an der Wern", "Bürgerbüro rund um die Uhr"),
        ("Personenstandswesen", "Heiraten per Klick - fast"),
        ("Bremen/Niedersachsen", "Einer für zwei"),
        ("Bundesdruckerei", "Wallet | Start im Probebetrieb"),
        ("Ausländerbehörden", "Warteschlange adé"),
        ("Deutscher Städtetag", "„Erst das Register, dann das Portal“"),
        ("Sachsen", "Amt24 wächst auf 900 Leistungen"),
        ("Unternehmenskonto", "ELSTER reicht jetzt aus"),
        ("Berlin", "Zentrales Postfach verspätet sich"),
        ("Wohngeld", "Antrag in 15 Minuten"),
        ("Melderegister", "Auskunft 2.0"),
    ],
    "Digitale Souveränität": [
        ("ZenDiS", "openDesk für die Truppe"),
        ("Open Source", "Freie Software - und was sie kostet"),
        ("Deutsche Verwaltungscloud", "Erste Dienste im Katalog"),
        ("Schleswig-Holstein", "Abschied von Outlook"),
        ("IT-Planungsrat", "47. Sitzung: Deutschland-Stack beraten"),
        ("Bayern", "Streit um Lizenzen"),
        ("Vitako", "„Souverän heißt wechselfähig“"),
        ("Wire/Element", "Messenger im Vergleich"),
        ("ITZBund", "Rechenzentrum zieht um"),
        ("Kreis Rotenhagen", "Linux auf 600 Rechnern"),
        ("openCode", "10.000 Projekte, ein Verzeichnis"),
        ("EVB-IT", "Neue Verträge für die Cloud"),
        ("Govdigital", "Genossenschaft wächst"),
        ("Frankreich | Deutschland", "La Suite trifft openDesk"),
        ("Bundesrechnungshof", "Kritik an Microsoft-Ausgaben"),
        ("Österreich", "Bundesheer setzt auf LibreOffice"),
        ("komm.one", "Datenbanken ohne Abo"),
    ],
}

FIRST: dict[str, list[str]] = {
    "IT-Sicherheit": [
        "{ort} hat drei Tage lang geprobt, wie die Verwaltung ohne Netz weiterarbeitet.",
        "Ein neues Lagezentrum soll Warnungen aus {land} bündeln und noch am selben Tag verteilen.",
        "Die Zahl der gemeldeten Vorfälle ist in {land} erneut gestiegen, vor allem bei kleinen Ämtern.",
        "Wie gut {ort} auf einen Ausfall vorbereitet ist, hat jetzt ein unabhängiges Audit gezeigt.",
        "Wer künftig eine Sicherheitslücke findet, kann sie ohne Umweg an das Land melden.",
        "Mit einem Handbuch und {zahl} Freiwilligen wappnet sich {ort} gegen Erpressungssoftware.",
    ],
    "Künstliche Intelligenz": [
        "Ein lernendes System nimmt dem Bürgerservice in {ort} die einfachen Fragen ab.",
        "{land} stellt seinen Beschäftigten ein eigenes Sprachmodell zur Verfügung.",
        "Vom Protokoll bis zum Vermerk: {ort} lässt Texte vorformulieren und prüft sie von Hand.",
        "Für den Einsatz lernender Systeme in Behörden liegt nun ein gemeinsamer Rahmen vor.",
        "Rund {zahl} Beschäftigte haben in {land} getestet, was ein Assistent im Alltag taugt.",
        "Kameras an Müllfahrzeugen melden in {ort} Schäden, bevor jemand anruft.",
    ],
    "Portale & Register": [
        "Nachweise sollen künftig zwischen den Ämtern wandern und nicht mit den Menschen.",
        "{ort} hat den Antrag so weit gekürzt, dass er auf einen Bildschirm passt.",
        "Nach einem Jahr Probelauf ist der Dienst in ganz {land} verfügbar.",
        "Mehr als {zahl} Anträge sind in {ort} schon ohne ein Blatt Papier entschieden worden.",
        "Bund und Länder haben sich auf einen gemeinsamen Zugang verständigt.",
        "Der neue Zugang macht Schluss mit doppelten Eingaben, verspricht {land}.",
    ],
    "Digitale Souveränität": [
        "{land} ersetzt Schritt für Schritt die Büroprogramme eines einzelnen Anbieters.",
        "Quelloffene Werkzeuge kommen in {ort} jetzt an {zahl} Arbeitsplätzen zum Einsatz.",
        "Ein gemeinsamer Katalog zeigt, welche Dienste Behörden sofort buchen können.",
        "Was der Umstieg wirklich kostet, hat {ort} nun auf Heller und Pfennig ausgerechnet.",
        "Wie abhängig darf eine Behörde sein? {land} hat darauf eine Antwort formuliert.",
        "Mit einem Rahmenvertrag will {land} den Wechsel erleichtern.",
    ],
}

SECOND = [
    "Die Ergebnisse fließen in die Haushaltsberatungen ein.",
    "Andere Kommunen dürfen das Konzept übernehmen.",
    "Begleitet wird das Vorhaben von {firma}.",
    "Bis zum Jahresende soll die zweite Stufe folgen.",
    "Der Personalrat war von Beginn an beteiligt.",
    "Den Anstoß gab eine Empfehlung aus dem {amt}.",
    "Kritik kommt von den Datenschutzbeauftragten der Länder.",
]

PARAGRAPHS: dict[str, list[str]] = {
    "IT-Sicherheit": [
        "Am Anfang stand ein Stromausfall an einem Dienstagmorgen. „Da haben wir gemerkt, wie viele "
        "Verfahren an einer einzigen Leitung hängen“, sagt {person}, {rolle} in {ort}. Heute liegen "
        "Formulare auf Papier bereit, und jedes Amt weiß, wer im Ernstfall wen anruft.",
        "Nach Angaben des [[Bundesamts für Sicherheit in der Informationstechnik]] trifft es "
        "inzwischen häufiger Häuser mit weniger als {zahl} Beschäftigten. Dort fehle es selten am "
        "Willen, fast immer aber an Vertretungen für den einen Menschen, der sich auskennt.",
        "Geprobt wurde ein Szenario, das es so im Oktober 2021 in {land} wirklich gab: Verschlüsselte "
        "Laufwerke, kein Telefon, Auszahlungstermin am nächsten Morgen. {person} stoppte die Zeit. "
        "Nach sechs Stunden und vierzig Minuten stand der Notbetrieb.",
        "Die Kosten beziffert {ort} auf {zahl}.000 Euro, verteilt auf drei Jahre. Den größten Posten "
        "bilden nicht Geräte, sondern Schulungen. Das {amt} übernimmt davon knapp die Hälfte.",
        "Wer eine verdächtige Nachricht erhält, klickt auf einen Knopf im Postfach. Dahinter prüft ein "
        "kleines Team von {firma}, ob Anhänge Schad~code enthalten. Im ersten Quartal waren es "
        "{zahl} Meldungen; elf davon erwiesen sich als gefährlich.",
        "Rechtlich stützt sich das Vorhaben auf die Umsetzung der NIS2-Richtlinie. Zwar nimmt das "
        "Bundesgesetz die Kommunen aus, {land} hat sie aber zum 1. Januar 2025 in eine eigene "
        "Verordnung einbezogen.",
        "„Ein Siegel an der Wand schützt niemanden“, warnt {person}. Entscheidend sei, dass die "
        "Wiederherstellung regelmäßig **tatsächlich** durchgespielt werde, und zwar auch nachts.",
        "Für den Austausch sorgt ein monatliches Treffen, an dem auch die "
        "[[Cybersicherheitsagentur]] teilnimmt. Protokolle gibt es keine, dafür offene Worte. "
        "Vertraulich bleibt, wer welchen Fehler gemacht hat.",
        "Mittelfristig denkt {ort} über eine gemeinsame Rufbereitschaft mit drei Nachbarn nach. Ein "
        "Entwurf der Vereinbarung liegt seit dem 12.03.2024 vor, unterschrieben ist er noch nicht.",
    ],
    "Künstliche Intelligenz": [
        "Gefüttert wurde das System mit den Satzungen der Stadt, nicht mit dem halben Internet. "
        "„Deshalb sagt es auch einmal: Das weiß ich nicht“, erklärt {person}, {rolle} in {ort}. Gerade "
        "diese Antwort habe im Gemeinderat überzeugt.",
        "Im Schnitt spart der Assistent pro Vorgang neun Minuten. Hochgerechnet auf {zahl} Anträge "
        "ergibt das knapp zwei Stellen, die {ort} nicht streicht, sondern in die Beratung verschiebt.",
        "Die [[Datenschutzkonferenz]] hatte im Mai 2024 eine Orientierungs~hilfe vorgelegt. Daran "
        "hielt sich das Projekt: keine Namen, keine Aktenzeichen, keine Speicherung außerhalb von "
        "{land}.",
        "Technisch läuft alles in einem Rechenzentrum von {firma}. Das Modell selbst ist quelloffen "
        "und lässt sich austauschen, ohne dass Beschäftigte davon etwas merken.",
        "Nicht alles gelang auf Anhieb. In der dritten Woche erfand das Programm eine Gebühr für "
        "Grillplätze; seitdem prüft ein Mensch jede Auskunft, die Geld betrifft. {person} nennt das "
        "„unser teuerstes Würstchen“.",
        "Ob der Einsatz als hochriskant gilt, entscheidet die europäische Verordnung im Einzelfall. "
        "Für die Vorprüfung hat das {amt} einen Fragebogen mit 24 Punkten entwickelt, der ab sofort "
        "allen Häusern offensteht.",
        "Eine begleitende Befragung zeigt ein gemischtes Bild: Zwei Drittel fühlen sich entlastet, ein "
        "Fünftel fürchtet um den eigenen Arbeitsplatz. Der Personalrat besteht daher auf einer "
        "Dienst~vereinbarung.",
        "Trainiert wird auf anonymisierten Bescheiden aus den Jahren 2015 bis 2023. Wo Texte aus der "
        "Zeit vor der letzten Rechtsänderung stammen, sortiert ein Filter sie aus.",
        "Im Herbst kommt eine Sprachausgabe dazu. Sie soll vor allem Menschen helfen, die mit "
        "Behörden~deutsch wenig anfangen können, und spricht auf Wunsch auch Türkisch oder Ukrainisch.",
    ],
    "Portale & Register": [
        "Bislang mussten Eltern die Geburtsurkunde dreimal vorlegen. Künftig fragt das Portal sie mit "
        "einer Einwilligung direkt beim [[Standesamt]] ab. {ort} hat das seit Februar 2023 an {zahl} "
        "Fällen ausprobiert.",
        "„Wir haben zuerst den Ablauf repariert und dann den Bildschirm“, sagt {person}, {rolle} in "
        "{ort}. Von einst 61 Feldern sind 17 übrig geblieben, und keines davon fragt nach dem "
        "Faxanschluss.",
        "Als Unterbau dient die Architektur des Nationalen Once-Only-Systems. Die Anbindung übernahm "
        "{firma}, die Schnittstelle ist offen dokumentiert und steht auch anderen Herstellern frei.",
        "Das {amt} rechnet mit {zahl}.000 Abrufen im Monat. Fällt ein Register aus, wird der Antrag "
        "nicht abgelehnt, sondern geparkt; die Bürgerin erhält eine Nachricht, sobald es weitergeht.",
        "Offen ist, wer auf Dauer bezahlt. Das Land hat die Finanzierung bis zum 31. Dezember 2027 "
        "zugesagt, danach sollen die Kommunen nach Einwohnerzahl einspringen.",
        "Ein Drittel der Nutzer bricht laut Statistik bei der Anmeldung ab. Deshalb genügt für "
        "einfache Anliegen jetzt ein Konto ohne Ausweis; erst beim Bescheid wird die Online-Funktion "
        "verlangt.",
        "Für ältere Menschen stehen im Foyer zwei Lotsinnen bereit. Sie füllen nichts aus, sondern "
        "setzen sich daneben. {person} hält das für den wichtigsten Teil des ganzen Projekts.",
        "Der Daten~schutz~beauftragte von {land} prüfte die Protokolle und fand wenig zu beanstanden. "
        "Bemängelt wurde lediglich, dass Löschfristen nur in einer Fußnote standen.",
        "Bis zum Sommer sollen [[Wohngeld]] und Bewohnerparken folgen. Ein Termin für die "
        "Gewerbeanmeldung steht dagegen noch aus, weil die Kammern ein eigenes Verfahren planen.",
    ],
    "Digitale Souveränität": [
        "Der Umstieg begann mit einer Inventur. Dabei stellte {ort} fest, dass {zahl} Makros existieren, "
        "von denen niemand mehr sagen konnte, wer sie geschrieben hat. Die meisten wurden gelöscht; "
        "vermisst hat sie bisher keiner.",
        "„Es geht uns nicht um Ideologie“, betont {person}, {rolle} in {ort}. Man wolle verhandeln können, "
        "und das könne nur, wer notfalls geht. Der letzte Lizenzvertrag war um ein Viertel teurer als "
        "sein Vorgänger.",
        "Zum Paket gehören Mail, Kalender, Videokonferenz und Ablage. Entwickelt wird es unter dem Dach "
        "des [[Zentrums für Digitale Souveränität]], betrieben von {firma}. Fehler melden die Häuser "
        "über openCode.",
        "Gespart wird zunächst nichts: Schulung und Datenübernahme kosten etwa so viel wie die "
        "wegfallenden Lizenzen. Ab dem dritten Jahr erwartet das {amt} einen jährlichen Überschuss von "
        "{zahl}.000 Euro.",
        "Schwierig bleiben Fach~verfahren, die ein bestimmtes Büroprogramm voraussetzen. Für 14 davon "
        "hat {land} die Hersteller angeschrieben, neun wollen bis Ende 2026 liefern.",
        "Im Ausland beobachtet man das Vorhaben genau. Delegationen aus Dänemark und Frankreich waren "
        "im September 2024 zu Gast, und eine gemeinsame Testumgebung ist verabredet.",
        "Die Beschäftigten urteilen nüchtern. Wer vorher geschult wurde, kommt zurecht; wer am Montag "
        "eine fremde Oberfläche vorfand, ärgerte sich bis Freitag. {person} hat daraus gelernt und den "
        "Zeitplan gestreckt.",
        "Verträge sollen künftig eine Ausstiegsklausel enthalten. Daten müssen dann binnen 30 Tagen in "
        "einem offenen Format übergeben werden, sonst behält die Behörde die letzte Rate ein.",
        "Der [[IT-Planungsrat]] will das Thema auf seiner nächsten Sitzung aufrufen. Beschlossen ist "
        "nichts, doch aus den Ländern ist zu hören, dass zumindest ein Mindeststandard kommt.",
    ],
}

SUBHEADS: dict[str, list[str]] = {
    "IT-Sicherheit": [
        "Sechs Stunden bis zum Notbetrieb",
        "Wer zahlt, wer haftet?",
        "Üben, üben, üben",
        "Kleine Häuser im Visier",
        "Lehren aus 2021",
    ],
    "Künstliche Intelligenz": [
        "Das teuerste Würstchen",
        "Mensch prüft Maschine",
        "Kein halbes Internet",
        "Neun Minuten pro Vorgang",
        "24 Fragen vorab",
    ],
    "Portale & Register": [
        "17 statt 61 Felder",
        "Lotsinnen im Foyer",
        "Wer bezahlt den Betrieb?",
        "Einmal genügt",
        "Anmelden ohne Ausweis",
    ],
    "Digitale Souveränität": [
        "Makros ohne Eltern",
        "Gehen können, um zu bleiben",
        "Ab dem dritten Jahr",
        "Blick über die Grenze",
        "Wie weiter nach 2026?",
    ],
}

LISTS: list[list[str]] = [
    [
        "eine Liste aller Ansprechpartner auf Papier,",
        "zwei Satellitentelefone für {ort} und",
        "ein Schlüsselbund für das Archiv im Keller.",
    ],
    [
        "Zuständigkeiten klären und aufschreiben;",
        "Daten einmal im Monat zurückspielen;",
        "Ergebnisse dem Rat vorlegen, auch die peinlichen.",
    ],
    [
        "Bis März: Auswahl der Dienste durch das {amt}",
        "Bis Juni: Probebetrieb mit {zahl} Personen",
        "Ab Herbst: offener Betrieb in ganz {land}",
        "Im Folgejahr: Auswertung durch eine Hochschule",
    ],
]

QUESTIONS: list[tuple[str, str]] = [
    (
        "Frau {nach}, was war Ihr erster Gedanke, als das Projekt auf Ihrem Tisch lag?",
        "Ehrlich gesagt: nicht schon wieder eine Arbeitsgruppe. Erst als ich sah, dass {ort} schon "
        "Zahlen geliefert hatte, war ich dabei. Zahlen helfen gegen Müdigkeit.",
    ),
    (
        "Woran hakt es im Alltag am meisten?",
        "An Vertretungen. Wir haben großartige Leute, aber viele davon nur einmal. Wenn dann jemand "
        "zwei Wochen krank ist, ruht ein Verfahren, das {zahl} Menschen betrifft.",
    ),
    (
        "Und was tun Sie dagegen?",
        "Wir tauschen Personal auf Zeit, auch mit dem {amt}. Drei Monate hier, drei Monate dort. Das "
        "klingt altmodisch und wirkt sofort.",
    ),
    (
        "Kritiker sagen, das Ganze komme fünf Jahre zu spät. Haben sie recht?",
        "Ja. Aber wer 2019 angefangen hätte, stünde heute mit Technik da, die keiner mehr pflegt. "
        "Manchmal ist der zweite Zug der bequemere.",
    ),
    (
        "Wo steht {land} im Jahr 2030?",
        "Hoffentlich dort, wo niemand mehr über Digitalisierung spricht, weil der Antrag einfach "
        "funktioniert. Fragen Sie mich dann noch einmal.",
    ),
]

PICTURES: list[tuple[str, str, str]] = [
    # alt, caption, credit
    (
        "Ein langer Flur mit offenen Bürotüren, im Vordergrund ein Wagen voller Akten.",
        "Noch rollen die Akten: Flur im Rathaus von {ort}.",
        "Stadt {ort}",
    ),
    (
        "Gruppenbild mit sieben Personen vor einer Treppe, in der Mitte halten zwei eine Urkunde.",
        "v.l.: {person}, {rolle} in {ort}, und Amtsleiter Jens-Uwe Quandt bei der Übergabe.",
        "Pressestelle/Marlies Ohm",
    ),
    (
        "Composite: Silhouette eines Kopfes, gefüllt mit leuchtenden Leiterbahnen.",
        "{ort}: Mit kleinen Schritten zum großen Modell.",
        "peshkova/123rf.com",
    ),
    (
        "Eine Hand hält ein Smartphone, auf dem ein Formular mit grünem Haken zu sehen ist.",
        "Antrag erledigt: Der neue Dienst passt auf jedes Telefon.",
        "adobestock",
    ),
    (
        "Porträtfoto von {person} vor einem Bücherregal.",
        "{person} ist seit 2022 {rolle} in {ort}.",
        "Staatskanzlei {land} / Henrike Voss",
    ),
    (
        "Luftaufnahme eines Verwaltungsgebäudes mit begrüntem Dach und Innenhof.",
        "Rund {zahl} Menschen arbeiten im neuen Haus.",
        "Ministerium für Inneres und Digitales / T. Brömmel",
    ),
]

SECOND_CAPTIONS = [
    "Im Bild außerdem: Projektleiterin Wiebke Thadden (2.v.r.) und ihr Team.",
    "Das Foto entstand am 4. Juni 2024 bei der Auftaktveranstaltung.",
]

PLACES = [
    "Hallenberg am See", "Dornfelden", "Wartenau", "Oberlindach", "Rotenhagen", "Mühlacker an der Wern",
    "Bad Kesten", "Steinach-Nord", "Grünewörth", "Altenroda", "Neukirch an der Luhe", "Sandersbeck",
]  # fmt: skip
LANDS = [
    "Thüringen", "Niedersachsen", "Hessen", "Sachsen", "Rheinland-Pfalz", "Schleswig-Holstein",
    "Brandenburg", "Bayern", "Nordrhein-Westfalen",
]  # fmt: skip
OFFICES = [
    "Bundesministerium des Innern", "Bundesverwaltungsamt", "Digitalministerium",
    "Landesamt für Sicherheit in der Informationstechnik", "Finanzministerium", "Landesrechenzentrum",
]  # fmt: skip
FIRMS = ["Dataport", "der AKDB", "komm.one", "ekom21", "regio iT", "einem Zweckverband"]
PERSONS = [
    "Annegret Wübbena", "Dr. Corinna Talbach", "Sönke Harmsdorf", "Prof. Ilka Brendecke",
    "Murat Özgül", "Birte Falkenried", "Leonhard Striebitz", "Jadwiga Pohlmeyer",
]  # fmt: skip
ROLES = ["IT-Leiterin", "Digitalreferentin", "Beigeordnete", "Amtsleitung Organisation", "CIO"]
TAGS = ["KI", "E-Akte", "Cloud", "BSI", "OZG", "ZenDiS", "NIS2", "FITKO", "Dataport", "Open Source"]
FORMATS = ["interview", "bericht", "kommentar", ""]
