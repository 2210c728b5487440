namespace Shop.Demo;

/// <summary>Somebody who buys here, with what only the demo knows of them: how often, how long, how much, and what they like.</summary>
internal sealed class Buyer
{
    public required int Index { get; init; }
    public required Person Person { get; set; }
    public required Dice Dice { get; init; }
    public required double Rate { get; init; }
    public required double DropOut { get; init; }

    /// <summary>The scale of their baskets: each is aimed at Gamma(SpendP, this) cents.</summary>
    public required double SpendRate { get; init; }

    /// <summary>How quickly they use things up: times the product's own days until it is bought again.</summary>
    public required double Rhythm { get; init; }
    public required bool PrefersPhone { get; init; }

    public Dictionary<string, double> Shelves { get; } = [];
    public Dictionary<string, double> Colours { get; } = [];
    /// <summary>What they buy again and again, in their rhythm.</summary>
    public List<int> Regulars { get; } = [];
    public Dictionary<int, DateOnly> LastBought { get; } = [];
    public Dictionary<int, int> LastVariant { get; } = [];

    /// <summary>One of the demo's sign-ins is theirs.</summary>
    public bool CanSignIn { get; set; }

    public List<DateOnly> Days { get; } = [];
    public bool IsActive { get; private set; }

    public double Spend => DemoTruth.SpendP / SpendRate;
    public bool LivesNear => Person.Address.City == "Bergen";

    public static Buyer Draw(int index, ulong seed, People people, CatalogueFile file)
    {
        var dice = new Dice(seed, (ulong)index);
        var buyer = new Buyer
        {
            Index = index, Person = people.Next(dice), Dice = dice,
            Rate = dice.Gamma(DemoTruth.RateShape, DemoTruth.RateScale), DropOut = dice.Beta(DemoTruth.DropA, DemoTruth.DropB),
            SpendRate = dice.Gamma(DemoTruth.SpendQ, DemoTruth.SpendV), Rhythm = Math.Exp(0.3 * dice.Normal()), PrefersPhone = dice.Happens(0.05),
        };
        foreach (var shelf in file.Categories) buyer.Shelves[shelf.Slug] = 0.25 + dice.Gamma(0.6, 0.8);
        foreach (var colour in file.Colours) buyer.Colours[colour.Code] = 0.2 + dice.Gamma(0.5, 0.5);
        return buyer;
    }

    /// <summary>Lets them come and come again until they are lost or today is over.</summary>
    public void Live(Seasons seasons)
    {
        var at = seasons.Weeks * Math.Pow(Dice.Roll(), 1.25);
        while (true)
        {
            Days.Add(seasons.DayAt(at));
            if (Dice.Happens(DropOut)) return;
            at += Dice.Exponential(Rate);
            if (at < seasons.Weeks) continue;
            IsActive = true;
            return;
        }
    }
}
