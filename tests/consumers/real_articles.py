"""What real articles say of themselves, written down by reading the files.

Each row: title, place, date, author, keywords ("" and () where the file is silent), and
the furniture of the text beside its title as kind and words.
"""

from __future__ import annotations

from typing import NamedTuple


class Told(NamedTuple):
    """What an article says of itself."""

    title: str
    place: str = ""
    published: str = ""
    author: str = ""
    keywords: tuple[str, ...] = ()
    zones: tuple[tuple[str, str], ...] = ()


_LOREM = "Lorem ipsum dolor sit amet"
_LOREM_2 = f"{_LOREM}, consectetur adipiscing elit"
_LOREM_3 = f"{_LOREM_2}. Etiam lacinia elementum sapien"
_SHIP = "Captain of wrecked cruise ship on trial in Italy"
_AURORA = "Militärövning i jätteformat hålls 2023"
_MIT = "MİT chief visits Iraq to discuss anti-terror cooperation"
_BOTH = "Paulo Santalucia and Frances d'Emilio"
_GROSSETO = (("dateline", "GROSSETO, Italy (AP) --"),)
_CAMBRIOS = Told(
    "Cambrios被Gartner評選為「最酷供應商」",
    published="2013-06-05T21:00:00Z",
    keywords=(
        *("United States", "Technology", "Consumer Electronics", "North America", "Hardware"),
        *("Audio/Video", "Nanotechnology", "Semiconductor", "California", "Award"),
        *("Manufacturing", "Chemicals/Plastics", "Engineering"),
    ),
)
_LUNCH = Told(
    "Lunch Taking a Toll? Let Applebee’s® Industrial Strength Lunch Decoy Stand In",
    published="2013-07-31T15:32:00Z",
    keywords=(
        *("Other Consumer", "United States", "North America", "Restaurant/Bar"),
        *("Product/Service", "Photo/Multimedia", "Missouri", "Retail", "Food/Beverage"),
        "Consumer",
    ),
)
_TT = Told(
    _AURORA,
    "Sverige",
    "2021-05-26T13:40:18+02:00",
    keywords=("Krig, konflikter och oroligheter",),
    zones=(("repeated title", _AURORA),),
)

REAL: dict[str, dict[str, list[Told]]] = {
    "seed": {
        "seed/000_e5ff9ae30b11c248.txt": [
            Told(
                _MIT,
                "BAGHDAD",
                keywords=("MIT", "measures", "Intelligence chief"),
                zones=(
                    ("repeated title", _MIT),
                    ("dateline", "BAGHDAD"),
                    ("repeated title", _MIT),
                    ("heading", "[HH] Road map for ties"),
                    ("keywords", "MIT, measures, Intelligence chief,"),
                ),
            )
        ]
    },
    "Nexis": {
        "news-database-exports/lexisnexis-sample.TXT": [
            Told(_LOREM, "", "2010-01-11", "Andrew Sparrow"),
            Told(_LOREM, "", "2010-01-11", "Simon Tisdall"),
            Told(_LOREM, "", "2010-01-11", "TREVOR Kavanagh"),
            Told(_LOREM_2, "", "2010-01-11", "Tom Coghlan"),
            Told(
                f"{_LOREM_3}?; eget aliquet ex finibus ut.", "", "2010-01-11", "William Rees-Mogg"
            ),
            Told(f"{_LOREM_3}, eget aliquet", "", "2010-01-11", "Tom Coghlan"),
            Told("ranch noble ash voice declaration", "", "2010-01-08", "Allegra Stratton"),
            Told("PRISONER OF HIS OWN CABINET", "", "2010-01-10", "STEPHEN POLLARD"),
            Told(
                "R (programming language) on Wikipedia",
                "",
                "2010-01-10",
                "Ross Ihaka and Robert Gentleman",
            ),
            Told("Wikipedia", "", "2010-01-09"),
        ],
        "news-database-exports/lexisnexis_test_en.html": [
            Told("Heading One", "", "1991-12-19", "PAPER AUTHOR"),
            Told("First part; Second part", "", "1993-01-28"),
        ],
        "news-database-exports/nexis-uni-sample.DOCX": [
            Told(_LOREM, "", "2019-07-01", "Mattha Busby (now), Andrew Sparrow (earlier)"),
            Told(_LOREM, "", "2019-07-02", "Andrew Sparrow"),
            Told(_LOREM, "Brussels", "2019-07-04", "Daniel Boffey"),
            Told(_LOREM_2, "", "2019-07-03", "Heather Stewart"),
            Told(f"{_LOREM_2}.", "", "2019-07-04", "Andrew Sparrow and Kevin Rawlinson"),
            Told(f"{_LOREM_3}, eget aliquet", "", "2019-07-02", "Lisa O'Carroll"),
            Told(
                "Sample Headline",
                "",
                "2019-07-03",
                "Letters",
                (
                    *("Sample File", "LEGISLATIVE BODIES", "MUSIC", "MUSIC COMPOSITION"),
                    *("POLITICAL PARTIES", "UK LIBERAL DEMOCRATS", "UK POLITICAL PARTIES"),
                    *("LIBERALISM", "MANNERS & ETIQUETTE"),
                ),
            ),
            Told(f"{_LOREM}, nec egestas blandit", "", "2019-07-03", "Greg Wood"),
            Told(
                "R (programming language) on Wikipedia",
                "",
                "2019-07-03",
                "Ross Ihaka and Robert Gentleman",
            ),
            Told("What is Wikipedia", "", "2019-07-02", "Tom Kibasi"),
        ],
    },
    "Factiva": {
        "news-database-exports/factiva_test.xml": [
            Told(
                "TEST - first test article",
                published="2012-01-09T01:35:58Z",
                keywords=(
                    *("Output/Production", "Weather", "Corporate/Industrial News"),
                    *("Political/General News", "Politics/International Relations"),
                    *("Domestic Politics", "Government Bodies"),
                ),
            ),
            Told(
                "TEST - second article de test",
                published="2012-01-06T01:05:06Z",
                keywords=(
                    *("Commodity Markets", "Agricultural Commodity Markets"),
                    *("Commodity/Financial Market News", "Grain Markets", "Content Types"),
                    *("Factiva Filters", "FC&E Exclusion Filter"),
                ),
            ),
            Told(
                "TEST - third test article",
                published="2012-05-06T01:07:06Z",
                keywords=(
                    *("Output/Production", "External Markets", "Grains/Edible Oils Markets"),
                    *("Agricultural Commodity Markets", "Commodity/Financial Market News"),
                    *("Grain Markets", "Content Types", "Factiva Filters"),
                    *("FC&E Exclusion Filter", "FC&E Industry News Filter"),
                ),
            ),
        ]
    },
    "Europresse": {
        "news-database-exports/europresse_test1.html": [
            Told("A heading: some text", "", "2013-10-05"),
            Told("Another heading with colored text inside", "", "2012-10-03", "Second Author"),
            Told("Heading", "", "2012-10-04", "Author Name"),
        ]
    },
    "wire": {
        "ninjs/1.4__businesswire-newsml-20130515006361.json": [
            Told(
                "Dell Redefines Workstation Computing Boundaries with Smallest Tower"
                " and Most Powerful Rack Workstations",
                published="2013-05-16T04:01:00Z",
                keywords=(
                    *("United States", "Technology", "Data Management", "North America"),
                    *("Hardware", "Software", "Product/Service", "Photo/Multimedia", "Texas"),
                ),
            )
        ],
        "ninjs/1.4__businesswire-newsml-20130605006126.json": [_CAMBRIOS],
        "ninjs/1.4__businesswire-newsml-20130612006110.json": [
            Told(
                "APP发布“2020 可持续发展路线图”第三次工作进展报告，并将继续落实森林保护政策",
                published="2013-06-12T15:29:00Z",
                keywords=(
                    *("United States", "Asia Pacific", "North America", "Advisory"),
                    *("Manufacturing", "Packaging", "Other Manufacturing", "Natural Resources"),
                    *("Forest Products", "New York", "Environment", "Indonesia"),
                ),
            )
        ],
        "ninjs/1.4__businesswire-newsml-20130731006140.json": [_LUNCH],
        "ninjs/1.4__ninjsExComplex1.json": [
            Told(_SHIP, "Grossetto, Italy", "2013-07-09T10:37:00Z", _BOTH, (), _GROSSETO)
        ],
        "ninjs/1.4__ninjsExComplex2.json": [
            Told(_SHIP, "Grossetto, Italy", "2013-07-09T10:39:00Z", _BOTH, (), _GROSSETO)
        ],
        "ninjs/1.4__ninjsExMediumText1.json": [
            Told(_SHIP, "Grossetto, Italy", "2013-07-09T10:37:00Z", _BOTH, (), _GROSSETO)
        ],
        "ninjs/1.4__ninjsExSimpleText1.json": [
            Told(_SHIP, "GROSSETO", "2013-07-09T10:37:00Z", _BOTH, (), _GROSSETO)
        ],
        "ninjs/2.1__businesswire-newsml-20130605006126.json": [_CAMBRIOS],
        "ninjs/2.1__businesswire-newsml-20130731006140.json": [_LUNCH],
        "ninjs/2.1__dpa_text.json": [
            Told(
                "Faktencheck Derby-Elfmeter: Hat Schiedsrichter Zwayer recht?",
                published="2019-05-10T16:02:28+02:00",
                author="Christian Hollmann, dpa",
            )
        ],
        "ninjs/2.1__ninjsExSimpleText_2.json": [
            Told(_SHIP, "GROSSETO", "2013-07-09T10:37:00Z", _BOTH, (), _GROSSETO)
        ],
        "ninjs/2.1__ntb_text.json": [
            Told(
                "Google har kjøpt giganttomt i Skien",
                "Telemark",
                "2019-08-09T09:30:04Z",
                "NTB",
                ("Innenriks", "Teknologi", "Industri", "Olje og energi"),
            )
        ],
        "ninjs/2.1__schema-extension__extension-example.json": [_TT],
        "ninjs/2.1__tt_text_image_2.json": [_TT],
        "newsml-g2/LISTING_2_NewsML-G2_Text_Document.xml": [
            Told(
                'Fed to halt QE to avert "bubble"',
                "New York, NY",
                "2016-11-21T15:21:06-05:00",
                "Meredith Jameson",
                ("economy, business and finance", "central bank", "money and monetary policy"),
                (("dateline", "(New York, NY - October 21)"),),
            )
        ],
        "newsml-g2/LISTING_22_Sports_story_in_NewsML-G2NITF.xml": [
            Told(
                "Preview: Arizona Diamondbacks (29-23) at Philadelphia Phillies (26-24), 7:05 p.m.",
                "Philadelphia",
                "2016-10-19T11:15:00-05:00",
                "The Sports Network",
                (
                    *("sport", "Baseball", "Major League Baseball", "National"),
                    *("Philadelphia Phillies", "Arizona Diamondbacks"),
                    *("Doug Davis", "Freddy Garcia"),
                ),
                (("dateline", "(Sports Network) -"),),
            )
        ],
    },
    "web": {
        "html-open/creativecommons.org.html": [
            Told(
                "What we do",
                zones=(
                    ("heading", "What is Creative Commons?"),
                    ("heading", "Global Affiliate Network"),
                    ("heading", "Creative Commons Platforms"),
                    ("heading", "Our Programs"),
                ),
            )
        ],
        "html-open/de.globalvoices.org.nicaragua.html": [
            Told(
                "Ein Jahr voller Proteste: Nicaraguaner wollen nicht mehr nur den Rücktritt"
                " Ortegas, sondern einen Neuanfang",
                "",
                "2019-04-30",
                "Elisa Marvena",
                (
                    *("Lateinamerika", "Nicaragua", "Bürgermedien", "Kriege & Konflikte"),
                    *("Meinungsfreiheit", "Menschenrechte", "Politik", "Protest"),
                ),
                (("heading", "Nicht nur ein neuer Präsident – ein neuer Anfang"),),
            )
        ],
        "html-open/digitalcourage.de-Muendigkeit.html": [
            Told("Mit Digitaler Mündigkeit die Welt retten", "", "2023-10-06", "Digitalcourage")
        ],
        "html-open/murdeltas.wordpress.com.politcamp.html": [
            Told(
                "Barcamp Graz 2015 – Politcamp Call for Action",
                "",
                "2015-04-05",
                "marc",
                ("bunt gemischt", "freie kultur", "politik", "veranstaltung"),
            )
        ],
        "html-open/ritinardo.wordpress.com.btw17.html": [
            Told(
                "Bundesregierung 2017 #btw17 #groko",
                "",
                "2017-11-26",
                "tlow",
                ("btw17", "Bundestagswahl"),
            )
        ],
        "html-open/strafprozess.ch.polizisten.html": [
            Told("Rasende Polizisten", "", "2020-02-04", "kj", ("StGB 12", "SVG 100", "SVG 90"))
        ],
        "html-open/wikimediafoundation.org.turkey.html": [
            Told(
                "Access to Wikipedia restored in Turkey after more than two and a half years",
                "",
                "2020-01-15",
                "Wikimedia Foundation",
            )
        ],
    },
}
"""By sort of source, then by file within the shared data."""
