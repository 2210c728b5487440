using System.Globalization;
using System.Text;
using Shop.Catalog;
using Shop.Kernel;

namespace Shop.Demo;

/// <summary>Somebody who buys in the demo shop.</summary>
internal sealed record Person(string Name, string Email, string Phone, Address Address);

/// <summary>Makes up people of twelve countries who could live there. Their e-mail addresses end in names that are reserved for examples.</summary>
/// <param name="remember">Whether two people with one name get different addresses by themselves; otherwise who asks numbers them.</param>
internal sealed class People(bool remember = true)
{
    private static readonly string[] Posts = ["post.example", "fjordmail.example", "brev.example", "mailbox.example"];

    private readonly List<Land> _lands = EmbeddedJson.Read<List<Land>>("people.json")!;
    private readonly HashSet<string> _taken = [];
    private double[]? _shares;

    private sealed record Land(string Country, int Share, string Phone, string Line, IReadOnlyList<string> First, IReadOnlyList<string> Last, IReadOnlyList<string> Streets, IReadOnlyList<Place> Places);

    private sealed record Place(string Postcode, string City);

    public Person Next(Dice dice, int number = 1)
    {
        var land = _lands[dice.Pick(_shares ??= [.. _lands.Select(l => (double)l.Share)])];
        var (first, last) = (dice.Pick(land.First), dice.Pick(land.Last));
        var place = dice.Pick(land.Places);
        var line = land.Line.Replace("{street}", dice.Pick(land.Streets), StringComparison.Ordinal)
            .Replace("{number}", dice.Between(1, 98).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        var name = $"{first} {last}";
        var address = new Address(name, null, line, null, place.Postcode, place.City, null, land.Country);
        return new Person(name, EmailOf(first, last, dice.Pick(Posts), number), Dial(land.Phone, dice), address);
    }

    /// <summary>Gives a buyer another first name and a surname that begins with a letter, as their country has them.</summary>
    public void Rename(Buyer buyer, string first, char initial)
    {
        var land = _lands.First(l => l.Country == buyer.Person.Address.Country);
        var fitting = land.Last.Where(l => l[0] == initial).ToList();
        if (fitting.Count == 0) fitting = [.. _lands.SelectMany(l => l.Last).Where(l => l[0] == initial)];
        if (fitting.Count == 0) fitting = [$"{initial}rell"];
        var last = buyer.Dice.Pick(fitting);
        Call(buyer, $"{first} {last}", EmailOf(first, last, buyer.Dice.Pick(Posts)));
    }

    public static void Call(Buyer buyer, string name, string email) =>
        buyer.Person = buyer.Person with { Name = name, Email = email, Address = buyer.Person.Address with { Name = name } };

    private string EmailOf(string first, string last, string post, int number = 1)
    {
        var local = $"{Slugs.Of(first).Replace("-", "", StringComparison.Ordinal)}.{Slugs.Of(last).Replace("-", "", StringComparison.Ordinal)}";
        for (var n = number; ; n++)
        {
            var email = n == 1 ? $"{local}@{post}" : string.Create(CultureInfo.InvariantCulture, $"{local}{n}@{post}");
            if (!remember || _taken.Add(email)) return email;
        }
    }

    private static string Dial(string pattern, Dice dice)
    {
        var number = new StringBuilder(pattern);
        for (var i = 0; i < number.Length; i++)
            if (number[i] == '#') number[i] = (char)('0' + dice.Below(10));
        return number.ToString();
    }
}
