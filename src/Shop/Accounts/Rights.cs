namespace Shop.Accounts;

/// <summary>A part of the back office that rights are given for.</summary>
public enum Area { Orders, Returns, Catalogue, Promotions, Customers, Club, Reviews, Messages, Figures, Staff, Settings, Jobs, Audit }

/// <summary>What somebody may do there: read, work, decide what costs the shop, or take lists out of it.</summary>
public enum Act { See, Change, Approve, Export }

/// <summary>One thing that a role may allow.</summary>
public readonly record struct Right(Area Area, Act Act)
{
    public override string ToString() => $"{Area}.{Act}";

    /// <summary>The right of this name, if there is one.</summary>
    public static Right? Read(string? text) => Rights.ByName.TryGetValue(text ?? "", out var right) ? right : null;
}

/// <summary>All rights there are, each in plain words. A pair of area and act that is not here means nothing and cannot be given.</summary>
public static class Rights
{
    private static readonly (Right Right, string Words)[] Catalogue =
    [
        (new(Area.Orders, Act.See), "See all orders, with names, addresses and what was paid"),
        (new(Area.Orders, Act.Change), "Pack orders, send them and note their arrival"),
        (new(Area.Orders, Act.Approve), "Cancel orders and give the money back, and take money at the desk"),
        (new(Area.Orders, Act.Export), "Take lists of orders out of the shop"),
        (new(Area.Returns, Act.See), "See what is on its way back"),
        (new(Area.Returns, Act.Change), "Answer returns and call them off"),
        (new(Area.Returns, Act.Approve), "Open parcels and give the money back"),
        (new(Area.Returns, Act.Export), "Take lists of returns out of the shop"),
        (new(Area.Catalogue, Act.See), "See products, categories, makers and launches as the desk has them"),
        (new(Area.Catalogue, Act.Change), "Change products, prices, stock, categories, makers and launches"),
        (new(Area.Catalogue, Act.Export), "Take lists of products out of the shop"),
        (new(Area.Promotions, Act.See), "See promotions, their codes and how they are used"),
        (new(Area.Promotions, Act.Change), "Open, change and end promotions, and draw codes"),
        (new(Area.Promotions, Act.Export), "Take lists of promotions and codes out of the shop"),
        (new(Area.Customers, Act.See), "See customers with their addresses, letters and consents"),
        (new(Area.Customers, Act.Change), "Change what is known of customers, make orders for them, and see the shop as one of them sees it"),
        (new(Area.Customers, Act.Export), "Take lists of customers, with their personal data, out of the shop"),
        (new(Area.Club, Act.See), "See the club: rules, members, rewards and invited friends"),
        (new(Area.Club, Act.Change), "Hand out rewards, judge invited friends, correct points and draft rules"),
        (new(Area.Club, Act.Approve), "Publish rules, set rewards and approve what colleagues give"),
        (new(Area.Club, Act.Export), "Take lists of members and points out of the shop"),
        (new(Area.Reviews, Act.See), "See reviews, those that wait too"),
        (new(Area.Reviews, Act.Change), "Show reviews, refuse them and answer them"),
        (new(Area.Messages, Act.See), "Read what people wrote to the shop"),
        (new(Area.Messages, Act.Change), "Answer what people wrote"),
        (new(Area.Figures, Act.See), "See revenue, other figures and what the club owes"),
        (new(Area.Figures, Act.Export), "Take figures out of the shop"),
        (new(Area.Staff, Act.See), "See who works here and what each role may do"),
        (new(Area.Staff, Act.Change), "Invite people, give and take roles, change what roles may do"),
        (new(Area.Settings, Act.See), "See how the shop is set up"),
        (new(Area.Settings, Act.Change), "Change how the shop is set up"),
        (new(Area.Jobs, Act.See), "See what the shop does by itself, and outgoing mail"),
        (new(Area.Jobs, Act.Change), "Run jobs now, and send again what failed"),
        (new(Area.Audit, Act.See), "Read who did what, and when"),
        (new(Area.Audit, Act.Export), "Take the audit trail out of the shop"),
    ];

    public static IReadOnlyList<Right> All { get; } = [.. Catalogue.Select(c => c.Right)];

    internal static IReadOnlyDictionary<string, Right> ByName { get; } = All.ToDictionary(r => r.ToString());

    private static readonly Dictionary<Right, string> Sentences = Catalogue.ToDictionary(c => c.Right, c => c.Words);

    public static bool Exists(Right right) => Sentences.ContainsKey(right);

    /// <summary>What it lets somebody do, for people to read.</summary>
    public static string Words(Right right) => Sentences[right];

    /// <summary>Who may do anything in an area may also look at it.</summary>
    public static IReadOnlySet<Right> WithSight(IEnumerable<Right> rights)
    {
        var all = rights.Where(Exists).ToHashSet();
        foreach (var area in all.Select(r => r.Area).Distinct().ToList()) all.Add(new Right(area, Act.See));
        return all;
    }
}
