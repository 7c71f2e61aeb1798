"""Closed lists of words that rules lean on, for the languages newsrooms sent first.

A language that is not here loses a little precision, nothing else: the rules ask
first for letters' case, quotation marks and what the article itself shows.
"""

from __future__ import annotations

_WITHIN_NAMES = """
    von van der den de da do dos das del della dello di du des la le les el al bin ibn ben bint
    abu ter ten zu zum zur af av lo los las ul du'l
"""
WITHIN_NAMES = frozenset(_WITHIN_NAMES.split())
"""Particles in lower case that join capitalised words into one name."""

OF = frozenset({"of", "for"})
_ARTICLES = """
    the a an der die das den dem des ein eine le la les un une el los las
"""
ARTICLES = frozenset(_ARTICLES.split())
LINKS = frozenset({"and", "&", "und", "et", "y", "e", "ve"})

_INSTITUTIONS = """
    academy agency alliance army assembly association authority bank board brigade bureau cathedral
    centre center chamber church club coalition college commission committee confederation
    conference congress convention council court department faculty federation foundation front
    fund government guild house institute institution isle kingdom league library ministry museum
    movement office organisation organization parliament party people's province republic school
    secretariat senate society state states strait straits sultanate tower union university bay
    cape city county duchy gulf island islands isles lake mount port principality sea valley
    emirate emirates islamic democratic
"""
INSTITUTIONS = frozenset(_INSTITUTIONS.split())
"""Words that a name goes on after with "of": Bank of England, Gulf of Aden."""

_TITLES = """
    admiral ambassador archbishop ayatollah baron baroness bishop brigadier captain cardinal
    chairman chairwoman chancellor chief colonel commander commissioner congressman congresswoman
    constable coach count countess czar dame dean deputy detective director doctor dr duke emperor
    empress envoy ex-president father foreign gen general gov governor imam inspector judge justice
    king lady lieutenant lord lt madam maj major marshal mayor minister miss mr mrs ms officer
    pastor pope premier president prime prince princess prof professor queen rabbi rep
    representative reverend rev secretary sen senator sergeant sgt sheikh sheriff sir
    spokesman spokeswoman spokesperson sultan superintendent treasurer vice-president leader
    actor actress singer author candidate critic cleric analyst king's attorney lawyer
    bundeskanzler bundeskanzlerin kanzler kanzlerin präsident präsidentin herr frau minister
    ministerin bürgermeister bürgermeisterin außenminister innenminister professor
    président présidente ministre monsieur madame mme mlle maire général capitaine colonel m
    presidente ministro ministra señor señora don doña alcalde alcaldesa rey reina
    bakanı başkanı cumhurbaşkanı başbakan başbakanı valisi vali bakan başkan sayın müdürü
"""
TITLES = frozenset(_TITLES.split())
"""Words before a person's name that many codebooks leave out of the mark."""

_STARTERS = """
    a about above according across after again against all almost already also although among an
    and another any anyone are around as at back because before behind being below beside besides
    between beyond both but by can could despite did do does down during each early earlier either
    even ever every everyone few finally first following for former from further given had has have
    he her here hers his how however i if in indeed inside instead into is it its itself just last
    late later less let like many may maybe me meanwhile more moreover most much must my near
    nearly neither never nevertheless new next no nobody nonetheless nor not nothing now of off
    often old on once one only onto or other others our out outside over overall own perhaps please
    rather same second several shall she should since so some someone something soon still such
    than thank thanks that the their them then there therefore these they this those though three
    through throughout thus till to today together tomorrow too toward towards two under unlike
    until up upon us very was we were what whatever when where whether which while who whose why
    will with within without would yes yesterday yet you your
    der die das den dem des ein eine einer einem einen und oder aber auch als am an auf aus bei
    beim bis da dabei damit dann daran darauf dass denn dennoch deshalb dies diese dieser dieses
    doch dort durch er es für gegen hat hier ich ihr ihre im in ist jedoch jetzt kein keine man
    mehr mit nach nicht noch nun nur ob ohne schon sein seine seit sie sind so sondern sowie trotz
    über um unter viele vom von vor war was wegen weil wenn wer werden wie wir wo zu zum zur zwar
    zwei zwischen
    au aux avec car ce ces cet cette chez comme contre dans de depuis des donc dont du elle elles
    en entre et il ils je la le les leur leurs lors lorsque mais malgré ne nos notre nous on ont ou
    où par pas pendant plus pour pourtant qu quand que qui sa sans se selon ses si son sont sous
    sur tous tout toute toutes tandis un une vers voici voilà vous
    al algunos ante antes así aunque aún cada como con cual cuando de del desde después durante el
    ella ellos en entonces era es esa ese eso esta este esto están fue ha hace hasta hay la las le
    lo los mientras muchos más muy ni no nos o para pero por porque que quien según ser si sin
    sobre son su sus también tras un una uno y ya
    ancak ama ayrıca bazı ben bir birçok biz bu bunlar bunu böyle çok çünkü daha da de diğer dün
    en fakat gibi hem hep her hiç için ile ise iki kendi ki kim mı mi mu mü nasıl ne neden o olan
    olarak onlar onu onun öte pek sonra siz şimdi şu tüm üç üzere ve veya ya yani yine
"""
STARTERS = frozenset(_STARTERS.split())
"""Words that begin a sentence with a capital and are no part of a name."""

_CALENDAR = """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
    montag dienstag mittwoch donnerstag freitag samstag sonntag januar februar märz mai juni juli
    oktober dezember
    pazartesi salı çarşamba perşembe cuma cumartesi pazar ocak şubat mart nisan mayıs haziran
    temmuz ağustos eylül ekim kasım aralık
"""
CALENDAR = frozenset(_CALENDAR.split())

_ROLES = """
    activists administration administrator agency agents airline ambassador analysts anarchists
    army association attorney authorities authority bank banks board bishop bureau cabinet
    campaigners candidate candidates captain centre chairman chairwoman chancellor chief church
    citizens city coalition coach command commander commission commissioner committee community
    companies company congress conservatives coroner council councillors court crew critics
    defendant delegation democrats department deputies deputy dictator diplomats director doctors
    dockers driver economists embassy employees engineers envoy executive experts farmers
    federation fighters firefighters firm fishermen forces foundation government governor group
    guards guerrillas hospital inspectorate institute investigators islamists journalists judge
    judges jury king lawmakers lawyer lawyers leader leaders league liberals management
    manager mayor media members migrants militants militia minister ministers ministry monarch
    movement navy negotiators network observers office officer officers official officials
    opposition organisation organization panel parliament parties party passengers pilot pilots
    police pope premier president prime-minister prisoners prosecution prosecutor prosecutors
    protesters protestors provider publisher queen rebels refugees regime regulator regulators
    reporters republicans researchers residents scientists secretary senate senator senators
    separatists soldiers spokesman spokesperson spokeswoman staff state strikers students
    supporters survivors team terrorists town trade-union treasury tribunal troops union unions
    university victims villagers villages volunteers voters witnesses workers
    regierung ministerium polizei gericht behörde behörden partei opposition verband gewerkschaft
    kommission präsident minister
    gouvernement ministère police tribunal autorités parti opposition syndicat commission président
    gobierno ministerio policía tribunal autoridades partido oposición sindicato presidente
    bakanlık hükümet polis mahkeme muhalefet sendika belediye valilik
"""
ROLES = frozenset(_ROLES.split())
"""Common nouns that actors go by."""

_SAID = """
    said says say saying told tells added adds claimed claims argued argues warned warns insisted
    insists stated states announced announces declared declares explained explains denied denies
    stressed stresses noted notes believed believes demanded demands admitted admits
    alleged alleges acknowledged acknowledges concluded concludes confirmed confirms reported
    reports promised promises pledged vowed maintained suggested suggests revealed predicted
    replied responded wrote writes
    sagte sagt erklärte erklärt betonte warnte forderte behauptete meinte meint teilte kündigte
    dit déclaré déclare affirmé affirme expliqué annoncé assuré estime ajouté
    dijo dice afirmó afirma declaró aseguró explicó anunció advirtió señaló
    dedi söyledi belirtti açıkladı ifade vurguladı savundu
    قال قالت أكد أكدت أضاف أضافت صرح صرحت أعلن أعلنت أوضح ذكر
    אמר אמרה הוסיף הוסיפה טען טענה הודיע הודיעה
"""
SAID = frozenset(_SAID.split())
"""Forms that what was said follows, or goes before after a comma."""

_THAT = """
    that dass daß que qu’il qu’elle ki إن أن بأن إنه إنها أنه כי ש how why whether
"""
THAT = frozenset(_THAT.split())

_CLAUSE_STARTS = """
    that because although though since while whereas if unless until so but and or which who when
    where as dass weil obwohl wenn während aber und denn que parce car mais et quand si pero porque
    aunque cuando y ama çünkü fakat ve إن لأن لكن כי אבל
"""
CLAUSE_STARTS = frozenset(_CLAUSE_STARTS.split())
