"""Text → names of places in it, by a short gazetteer: enough to tell one meeting from another.

In: a title, a dateline, a lead. Out: place names in one spelling each. It serves to compare briefings, not
to tag them: what is not in the list is not found, and a person who bears a town's name may be taken for it.
"""

from __future__ import annotations

import re
from functools import lru_cache

_NAME = r"[^\W\d_a-z][\w’']*(?:[ -](?:(?:de|of|al|el|the|e|del|es|i)[ -])?[^\W\d_a-z][\w’']*){0,4}"
_CAPITALISED = re.compile(_NAME)
_CAPITALISED_ASCII = re.compile(_NAME.replace(r"[^\W\d_a-z]", "[A-Z]"))
"""The same in a text without other letters, found in half of the time."""

_VARIANTS = {
    "Kyiv": "Kiev",
    "Bombay": "Mumbai",
    "Calcutta": "Kolkata",
    "Madras": "Chennai",
    "Peking": "Beijing",
    "Canton": "Guangzhou",
    "Saigon": "Ho Chi Minh City",
    "Leningrad": "St. Petersburg",
    "Saint Petersburg": "St. Petersburg",
    "Petersburg": "St. Petersburg",
    "Rangoon": "Yangon",
    "Constantinople": "Istanbul",
    "Teheran": "Tehran",
    "Kharkov": "Kharkiv",
    "Lvov": "Lviv",
    "Odesa": "Odessa",
    "Danzig": "Gdansk",
    "Sana'a": "Sanaa",
    "Marrakech": "Marrakesh",
    "Addis": "Addis Ababa",
    "Rio": "Rio de Janeiro",
    "Hague": "The Hague",
    "U.N. headquarters": "New York",
    "Burma": "Myanmar",
    "Ceylon": "Sri Lanka",
    "Persia": "Iran",
    "Zaire": "Congo",
    "Holland": "Netherlands",
    "USSR": "Soviet Union",
    "Macedonia": "North Macedonia",
    "Great Britain": "Britain",
    "United Kingdom": "Britain",
}
"""Other spelling or old name → the one used here."""

_PLACES = """
Abidjan;Abu Dhabi;Abuja;Accra;Aden;Addis Ababa;Adelaide;Aleppo;Alexandria;Algiers;Almaty;Amman;
Amsterdam;Anchorage;Ankara;Antalya;Antwerp;Aqaba;Ashgabat;Asmara;Astana;Asuncion;Athens;Atlanta;
Auckland;Baghdad;Bagram;Baku;Bali;Baltimore;Bamako;Bandung;Bangalore;Bangkok;Bangui;Banjul;Barcelona;
Basel;Basra;Beijing;Beirut;Belfast;Belgrade;Benghazi;Berlin;Bern;Biarritz;Bishkek;Bissau;Bogota;
Bologna;Bonn;Boston;Brasilia;Bratislava;Brazzaville;Bretton Woods;Brisbane;Brussels;Bucharest;Budapest;
Buenos Aires;Bujumbura;Busan;Cairo;Camp David;Canberra;Cancun;Cannes;Cape Town;Caracas;Cartagena;
Casablanca;Charlevoix;Chennai;Chernobyl;Chicago;Chisinau;Cologne;Colombo;Conakry;Copenhagen;Crawford;
Dakar;Dallas;Damascus;Dar es Salaam;Darwin;Davos;Dayton;Debaltseve;Delhi;Denver;Deauville;Detroit;
Dhaka;Dili;Djibouti;Doha;Donetsk;Dresden;Dubai;Dublin;Durban;Dushanbe;Edinburgh;Evian;Fallujah;
Florence;Frankfurt;Freetown;Fukushima;Fulton;Gaborone;Gaza;Gdansk;Geneva;Genoa;Georgetown;Glasgow;
Gleneagles;Goma;Grozny;Guadalajara;Guam;Guangzhou;Guantanamo;Guatemala City;Hamburg;Hangzhou;Hanoi;
Harare;Havana;Heiligendamm;Helsinki;Herat;Hiroshima;Ho Chi Minh City;Hodeida;Hokkaido;Homs;Hong Kong;
Honolulu;Houston;Idlib;Islamabad;Istanbul;Jakarta;Jeddah;Jericho;Jerusalem;Johannesburg;Juba;Kabul;
Kaliningrad;Kampala;Kananaskis;Kandahar;Karachi;Kathmandu;Kazan;Kharkiv;Khartoum;Kherson;Kiev;Kigali;
Kingston;Kinshasa;Kolkata;Krakow;Krasnoyarsk;Kuala Lumpur;Kunduz;Kuwait City;Kyoto;La Paz;Lagos;Lahore;
Lausanne;Leipzig;Libreville;Lima;Lisbon;Ljubljana;Lockerbie;Lome;London;Los Angeles;Lough Erne;Luanda;
Lucerne;Luhansk;Lusaka;Luxembourg;Lviv;Lyon;Maastricht;Macau;Madrid;Malabo;Manama;Managua;Manila;
Maputo;Marrakesh;Marseille;Mariupol;Mazar-i-Sharif;Mecca;Medina;Medellin;Melbourne;Mexico City;Miami;
Milan;Minsk;Mogadishu;Monrovia;Montevideo;Montreal;Moscow;Mosul;Mumbai;Munich;Murmansk;Muscat;Nablus;
Nagasaki;Nagorno-Karabakh;Nairobi;Namibe;Nanjing;Naples;Nassau;Natanz;Ndjamena;New Delhi;New Haven;
New Orleans;New York;Niamey;Nice;Nicosia;Normandy;Nouakchott;Novosibirsk;Nuremberg;Odessa;Okinawa;Oran;
Osaka;Oslo;Ottawa;Ouagadougou;Palermo;Palmyra;Panama City;Panmunjom;Paris;Peshawar;Philadelphia;
Phnom Penh;Pittsburgh;Port Moresby;Port-au-Prince;Potsdam;Prague;Pretoria;Pristina;Punta del Este;
Pyongyang;Quebec;Quito;Rabat;Rafah;Ramallah;Ramstein;Raqqa;Reykjavik;Riga;Rio de Janeiro;Riyadh;Rome;
Rostov;Rotterdam;Saint Denis;Salzburg;San Francisco;San Jose;San Juan;San Salvador;San Diego;Sanaa;
Santiago;Santo Domingo;Sao Paulo;Sarajevo;Seattle;Seoul;Sevastopol;Shanghai;Sharm el-Sheikh;Sheffield;
Shenzhen;Simferopol;Singapore;Skopje;Sochi;Sofia;Split;Srebrenica;St. Petersburg;Stockholm;Strasbourg;
Stuttgart;Suez;Suva;Sydney;Taba;Taipei;Tallinn;Tampa;Tashkent;Tbilisi;Tegucigalpa;Tehran;Tel Aviv;
The Hague;Thessaloniki;Tianjin;Tikrit;Timbuktu;Tirana;Tobruk;Tokyo;Toronto;Torquay;Trieste;Tripoli;
Tunis;Turin;Ulan Bator;Valletta;Vancouver;Vatican;Venice;Versailles;Vienna;Vientiane;Vilnius;
Vladivostok;Volgograd;Warsaw;Washington;Wellington;Windhoek;Yalta;Yamoussoukro;Yangon;Yaounde;
Yekaterinburg;Yerevan;Zagreb;Zaporizhzhia;Zurich;Afghanistan;Albania;Algeria;Angola;Argentina;Armenia;
Australia;Austria;Azerbaijan;Bahrain;Bangladesh;Belarus;Belgium;Benin;Bolivia;Bosnia;Botswana;Brazil;
Britain;Bulgaria;Burkina Faso;Burundi;Cambodia;Cameroon;Canada;Chad;Chechnya;Chile;China;Colombia;
Congo;Costa Rica;Crimea;Croatia;Cuba;Cyprus;Czech Republic;Czechoslovakia;Dagestan;Darfur;Denmark;
Dominican Republic;East Timor;Ecuador;Egypt;El Salvador;Eritrea;Estonia;Ethiopia;Falkland Islands;Fiji;
Finland;France;Gabon;Gambia;Georgia;Germany;Ghana;Greece;Greenland;Grenada;Guatemala;Guinea;Guyana;
Haiti;Honduras;Hungary;Iceland;India;Indonesia;Iran;Iraq;Ireland;Israel;Italy;Ivory Coast;Jamaica;
Japan;Kashmir;Kazakhstan;Kenya;Kosovo;Kurdistan;Kuwait;Kyrgyzstan;Laos;Latvia;Lebanon;Lesotho;Liberia;
Libya;Lithuania;Madagascar;Malawi;Malaysia;Maldives;Mali;Malta;Mauritania;Mauritius;Mexico;Moldova;
Mongolia;Montenegro;Morocco;Mozambique;Myanmar;Namibia;Nepal;Netherlands;New Zealand;Nicaragua;Niger;
Nigeria;North Korea;North Macedonia;Northern Ireland;Norway;Oman;Pakistan;Palestine;Panama;
Papua New Guinea;Paraguay;Peru;Philippines;Poland;Portugal;Puerto Rico;Qatar;Romania;Russia;Rwanda;
Saudi Arabia;Scotland;Senegal;Serbia;Sierra Leone;Slovakia;Slovenia;Somalia;South Africa;South Korea;
South Ossetia;South Sudan;Soviet Union;Spain;Sri Lanka;Sudan;Suriname;Sweden;Switzerland;Syria;Taiwan;
Tajikistan;Tanzania;Thailand;Tibet;Togo;Tunisia;Turkey;Turkmenistan;Uganda;Ukraine;Uruguay;Uzbekistan;
Venezuela;Vietnam;West Bank;Yemen;Yugoslavia;Zambia;Zimbabwe
"""

PLACES = {name.strip(): name.strip() for name in _PLACES.replace("\n", "").split(";")} | _VARIANTS
"""Name as printed → the name used here."""

_UPPER = {name.upper(): place for name, place in PLACES.items()}
_LONGEST = 4


@lru_cache(maxsize=1 << 16)
def find_places(text: str) -> tuple[str, ...]:
    """Places in order of appearance, each once; the longest name wins.

    >>> find_places("Kerry flies from New York to SOCHI for talks in Russia’s resort")
    ('New York', 'Sochi', 'Russia')
    """
    found: dict[str, None] = {}
    spaced = " ".join(text.split())
    for match in (_CAPITALISED_ASCII if spaced.isascii() else _CAPITALISED).finditer(spaced):
        words = match.group().replace("’", "'").replace("'s ", " ").removesuffix("'s").split(" ")
        start = 0
        while start < len(words):
            for end in range(min(len(words), start + _LONGEST), start, -1):
                name = " ".join(words[start:end]).removesuffix("'s").strip("'")
                place = PLACES.get(name) or (_UPPER.get(name) if name.isupper() else None)
                if place:
                    found[place] = None
                    start = end
                    break
            else:
                start += 1
    return tuple(found)
