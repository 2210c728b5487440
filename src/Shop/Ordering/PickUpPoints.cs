namespace Shop.Ordering;

/// <summary>A place where parcels are kept for their owners.</summary>
public sealed record PickUpPoint(string Id, string Country, string Postcode, string City, string Name, string Street, string Hours)
{
    public const int TextMaxLength = 200;

    /// <summary>“Nordnes Kiosk, Nordnesveien 12, 5005 Bergen”: what an order keeps.</summary>
    public string Text => $"{Name}, {Street}, {Postcode} {City}";
}

/// <summary>The carrier's pick-up points. A made-up list, as a carrier's own service would answer: nearest postcodes first.</summary>
public static class PickUpPoints
{
    private const string Long = "Mon–Sat 7–23";
    private const string Short = "Mon–Fri 8–20, Sat 9–18";

    private static readonly PickUpPoint[] All =
    [
        new("no-5005", "NO", "5005", "Bergen", "Nordnes Kiosk", "Haugeveien 28", Long), new("no-5014", "NO", "5014", "Bergen", "Bryggen Bok & Papir", "Bryggen 11", Short),
        new("no-5033", "NO", "5033", "Bergen", "Sandviken Mat", "Sandviksveien 44", Long), new("no-0155", "NO", "0155", "Oslo", "Sentrum Kiosk", "Fred. Olsens gate 3", Long),
        new("no-0355", "NO", "0355", "Oslo", "Majorstua Blomster", "Bogstadveien 54", Short), new("no-0552", "NO", "0552", "Oslo", "Løkka Dagligvare", "Markveien 35", Long),
        new("no-0657", "NO", "0657", "Oslo", "Kampen Mat", "Bøgata 21", Long), new("no-1337", "NO", "1337", "Sandvika", "Elva Kiosk", "Rådmann Halmrasts vei 5", Short),
        new("no-1606", "NO", "1606", "Fredrikstad", "Gamlebyen Mat", "Kirkegaten 16", Short), new("no-3015", "NO", "3015", "Drammen", "Bragernes Kiosk", "Nedre Storgate 9", Long),
        new("no-4006", "NO", "4006", "Stavanger", "Vågen Mat", "Kongsgata 30", Long), new("no-4608", "NO", "4608", "Kristiansand", "Kvadraturen Kiosk", "Dronningens gate 24", Short),
        new("no-6002", "NO", "6002", "Ålesund", "Brosundet Mat", "Apotekergata 5", Short), new("no-7010", "NO", "7010", "Trondheim", "Torvet Bok", "Nordre gate 8", Short),
        new("no-7042", "NO", "7042", "Trondheim", "Bakklandet Mat", "Nedre Bakklandet 41", Long), new("no-8006", "NO", "8006", "Bodø", "Havna Kiosk", "Sjøgata 21", Long),
        new("no-9008", "NO", "9008", "Tromsø", "Storgata Mat", "Storgata 70", Long), new("no-9510", "NO", "9510", "Alta", "Nordlys Kiosk", "Markedsgata 6", Short),
        new("se-11122", "SE", "111 22", "Stockholm", "Vasagatans Tobak", "Vasagatan 14", Long), new("se-11646", "SE", "116 46", "Stockholm", "Söder Livs", "Bondegatan 27", Long),
        new("se-21134", "SE", "211 34", "Malmö", "Davidshall Livs", "Davidshallsgatan 6", Short), new("se-41103", "SE", "411 03", "Göteborg", "Nordstans Papper", "Postgatan 30", Short),
        new("se-75310", "SE", "753 10", "Uppsala", "Fyris Kiosk", "Dragarbrunnsgatan 42", Short), new("se-90326", "SE", "903 26", "Umeå", "Björkens Livs", "Kungsgatan 51", Long),
        new("dk-1050", "DK", "1050", "København", "Nyhavn Kiosk", "Store Strandstræde 9", Long), new("dk-2200", "DK", "2200", "København", "Nørrebro Blomster", "Elmegade 12", Short),
        new("dk-5000", "DK", "5000", "Odense", "Vestergade Bog", "Vestergade 38", Short), new("dk-8000", "DK", "8000", "Aarhus", "Latiner Kiosk", "Badstuegade 19", Long),
        new("dk-9000", "DK", "9000", "Aalborg", "Jomfru Mad", "Jomfru Ane Gade 4", Long), new("fi-00100", "FI", "00100", "Helsinki", "Kamppi Kioski", "Fredrikinkatu 46", Long),
        new("fi-00530", "FI", "00530", "Helsinki", "Kallion Kirja", "Vaasankatu 10", Short), new("fi-20100", "FI", "20100", "Turku", "Aurajoen Lahjat", "Linnankatu 3", Short),
        new("fi-33100", "FI", "33100", "Tampere", "Hämeenkadun Kioski", "Hämeenkatu 21", Long), new("fi-90100", "FI", "90100", "Oulu", "Torin Kauppa", "Kirkkokatu 15", Short),
        new("is-101", "IS", "101", "Reykjavík", "Laugavegur Bækur", "Laugavegur 34", Short), new("is-600", "IS", "600", "Akureyri", "Hafnarstræti Búð", "Hafnarstræti 92", Short),
    ];

    public static IReadOnlyList<PickUpPoint> In(string country) => [.. All.Where(p => p.Country == country)];

    public static PickUpPoint? Find(string? id) => All.FirstOrDefault(p => p.Id == id);

    /// <summary>The five nearest by postcode; without a postcode, the first ones.</summary>
    public static IReadOnlyList<PickUpPoint> Near(string country, string? postcode) =>
        [.. In(country).OrderBy(p => Number(postcode) is { } given ? Math.Abs(Number(p.Postcode)!.Value - given) : 0).Take(5)];

    private static int? Number(string? postcode) =>
        int.TryParse(new string([.. (postcode ?? "").Where(char.IsAsciiDigit)]), out var number) ? number : null;
}
