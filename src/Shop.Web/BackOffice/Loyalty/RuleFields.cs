using Shop.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What is typed into a field of the rules.</summary>
internal enum RuleFieldKind { Text, Whole, Percent, Times, Amount, Tick, Choice, Days, Moment, Named }

/// <summary>A field of the rules: where its value stands in them, and how people call it.</summary>
/// <param name="Path">As in the JSON, from its row on: “entry.credits”.</param>
internal sealed record RuleField(string Path, string Label, RuleFieldKind Kind)
{
    public string? Hint { get; init; }

    /// <summary>Under which words it stands with others.</summary>
    public string? Group { get; init; }
    public bool MayBeEmpty { get; init; }
    public IReadOnlyList<(string Value, string Words)> Choices { get; init; } = [];

    /// <summary>What a name is one of; null: the choice beside it says so.</summary>
    public BonusOn? On { get; init; }

    /// <summary>The part of the rules that is left out when none of its fields is filled.</summary>
    public string? Whole { get; init; }
    public int Most { get; init; }

    /// <summary>Whether nothing in the shop acts on it so far.</summary>
    public bool IsIdle { get; init; }
}

/// <summary>Rows of fields that can be added and taken away.</summary>
/// <param name="Key">The field that says which row it is, whatever its place; empty: what it is called.</param>
internal sealed record RuleRows(string Path, string Title, string Add, string Empty, string Key, IReadOnlyList<RuleField> Fields, IReadOnlyList<RuleRows> Within)
{
    public bool IsBare => Fields is [{ Path: "" }];
}

/// <summary>A part of the page: plain fields, and rows.</summary>
internal sealed record RulePart(string Id, string Title, string Text, IReadOnlyList<RuleField> Fields, IReadOnlyList<RuleRows> Rows);

/// <summary>Every field of a rule set, once: the form, its reading, its faults' places and the list of changes all go by it.</summary>
internal static class RuleFields
{
    private static readonly (string, string)[] Tiers = [.. Enum.GetValues<Tier>().Select(t => (t.ToString(), TierWords.Name(t)))];

    private static readonly RuleField[] Bonus =
    [
        new("on", "On", RuleFieldKind.Choice) { Choices = [("Everything", "everything"), ("Product", "a product"), ("Category", "a category"), ("Brand", "a maker")] },
        new("id", "Which", RuleFieldKind.Named) { MayBeEmpty = true, Hint = "Its name." },
        new("extraBasisPoints", "More points, %", RuleFieldKind.Percent) { Hint = "100 doubles them." },
        new("pointsEach", "Points a piece", RuleFieldKind.Whole),
        new("credits", "Tier credits too", RuleFieldKind.Tick),
    ];

    private static RuleRows Named(string path, string title, string add, BonusOn on) =>
        new(path, title, add, "None.", "", [new RuleField("", title, RuleFieldKind.Named) { On = on }], []);

    public static IReadOnlyList<RulePart> Parts { get; } =
    [
        new("tiers", "Tiers", "Who has which tier, and for how long.",
        [
            new("ladder.window", "Purchases are counted within", RuleFieldKind.Choice) { Choices = [("Rolling12Months", "the last twelve months"), ("CalendarYear", "the calendar year"), ("MembershipYear", "the year of membership")] },
            new("ladder.graceDays", "Grace after a tier's end, days", RuleFieldKind.Whole) { Hint = "For a parcel that is still on its way; then it goes down one step." },
            new("ladder.noticeDays", "Notice before its end, days", RuleFieldKind.Days) { Hint = "The earliest first: 60, 14" },
            new("ladder.carryOverCap", "Credits carried over at most", RuleFieldKind.Whole) { Hint = "0 with the last twelve months." },
            new("ladder.lifetime.tier", "For life", RuleFieldKind.Choice) { Whole = "ladder.lifetime", Choices = [("", "no tier"), .. Tiers] },
            new("ladder.lifetime.credits", "From credits of a whole life", RuleFieldKind.Whole) { Whole = "ladder.lifetime" },
        ],
        [
            new("ladder.tiers", "Tiers, the lowest first", "Add a tier", "There is no tier.", "tier",
            [
                new("tier", "Step", RuleFieldKind.Choice) { Choices = Tiers },
                new("name", "Called", RuleFieldKind.Text) { Most = TierTerms.NameMaxLength },
                new("byInvitation", "Staff may invite to it", RuleFieldKind.Tick),
                new("entry.credits", "Credits", RuleFieldKind.Whole) { Group = "To reach it", Whole = "entry", MayBeEmpty = true },
                new("entry.orders", "Orders", RuleFieldKind.Whole) { Group = "To reach it", Whole = "entry", MayBeEmpty = true },
                new("entry.both", "Both are needed", RuleFieldKind.Tick) { Group = "To reach it", Whole = "entry" },
                new("keep.credits", "Credits", RuleFieldKind.Whole) { Group = "To keep it (empty: the same)", Whole = "keep", MayBeEmpty = true },
                new("keep.orders", "Orders", RuleFieldKind.Whole) { Group = "To keep it (empty: the same)", Whole = "keep", MayBeEmpty = true },
                new("keep.both", "Both are needed", RuleFieldKind.Tick) { Group = "To keep it (empty: the same)", Whole = "keep" },
                Benefit(nameof(TierBenefits.MultiplierBasisPoints), "Points are multiplied by", RuleFieldKind.Times),
                Benefit(nameof(TierBenefits.PercentOffBasisPoints), "Off every price, %", RuleFieldKind.Percent),
                Benefit(nameof(TierBenefits.FreeDeliveryFrom), "Free delivery from", RuleFieldKind.Amount, "Empty: as for everybody."),
                Benefit(nameof(TierBenefits.ReturnDays), "Days to send back", RuleFieldKind.Whole, "Empty: as for everybody."),
                Benefit(nameof(TierBenefits.EarlyAccessHours), "Hours before everybody", RuleFieldKind.Whole),
                Benefit(nameof(TierBenefits.EarlyAccessQuota), "Early pieces a member", RuleFieldKind.Whole, "Empty: no bound."),
                Benefit(nameof(TierBenefits.BirthdayPoints), "Birthday, points", RuleFieldKind.Whole),
                Benefit(nameof(TierBenefits.WarrantyMonths), "Warranty, months", RuleFieldKind.Whole),
                Benefit(nameof(TierBenefits.SupportPriority), "Priority of messages", RuleFieldKind.Whole),
                Benefit(nameof(TierBenefits.EventSeats), "Seats at events", RuleFieldKind.Whole),
                Benefit(nameof(TierBenefits.Adviser), "An adviser", RuleFieldKind.Tick),
            ], []),
        ]),
        new("earning", "Earning", "What an order earns. Points are spent, tier credits decide the tier.",
        [
            new("earning.points.points", "Points", RuleFieldKind.Whole), new("earning.points.perMinor", "for each", RuleFieldKind.Amount),
            new("earning.credits.points", "Tier credits", RuleFieldKind.Whole), new("earning.credits.perMinor", "for each", RuleFieldKind.Amount),
            new("earning.taxEarns", "The tax in the price earns too", RuleFieldKind.Tick),
        ],
        [
            new("earning.bonuses", "Bonuses that always hold", "Add a bonus", "No bonuses.", "", Bonus, []),
            new("earning.campaigns", "Campaigns", "Add a campaign", "No campaigns.", "name",
            [
                new("name", "Called", RuleFieldKind.Text) { Most = CampaignTerms.NameMaxLength },
                new("from", "From", RuleFieldKind.Moment), new("until", "Until", RuleFieldKind.Moment),
                new("lowestTier", "From tier", RuleFieldKind.Choice) { Choices = Tiers },
                new("priority", "Priority", RuleFieldKind.Whole) { Hint = "The higher comes first." },
                new("mostPoints", "Adds to an order at most", RuleFieldKind.Whole) { MayBeEmpty = true, Hint = "Empty: no bound." },
                new("alone", "Campaigns after it add nothing to the same line", RuleFieldKind.Tick),
            ], [new RuleRows("bonuses", "What it adds", "Add a bonus to it", "It adds nothing yet.", "", Bonus, [])]),
            Named("earning.excludedProducts", "Products that earn nothing", "Add a product", BonusOn.Product),
            Named("earning.excludedCategories", "Categories that earn nothing", "Add a category", BonusOn.Category),
        ]),
        new("deeds", "Deeds", "What earns without a purchase, and how often at most.", [],
        [
            new("earning.deeds", "Deeds", "Add a deed", "No deed earns anything.", "deed",
            [
                new("deed", "For", RuleFieldKind.Choice) { Choices = [.. Enum.GetValues<Deed>().Where(d => d != Deed.ReferralKept).Select(d => (d.ToString(), DeedWords(d) + (Acting.On(d) ? "" : " (nothing notices it yet)")))] },
                new("points", "Points", RuleFieldKind.Whole), new("credits", "Tier credits", RuleFieldKind.Whole),
                new("perDay", "A day", RuleFieldKind.Whole) { MayBeEmpty = true }, new("perMonth", "A month", RuleFieldKind.Whole) { MayBeEmpty = true }, new("ever", "Ever", RuleFieldKind.Whole) { MayBeEmpty = true },
            ], []),
        ]),
        new("spending", "Spending", "What points pay at the checkout, and how many at once.",
        [
            new("spending.value.points", "Points", RuleFieldKind.Whole), new("spending.value.minor", "are worth", RuleFieldKind.Amount),
            new("spending.minimum", "Points at least", RuleFieldKind.Whole), new("spending.step", "in steps of", RuleFieldKind.Whole),
            new("spending.maximumShareBasisPoints", "They pay at most, % of the goods", RuleFieldKind.Percent),
            new("liability.points", "In the books, points", RuleFieldKind.Whole) { Whole = "liability", Hint = "Empty: as they are worth above." }, new("liability.minor", "owe", RuleFieldKind.Amount) { Whole = "liability" },
        ],
        [
            Named("spending.excludedProducts", "Products that points do not pay", "Add a product that points do not pay", BonusOn.Product),
            Named("spending.excludedCategories", "Categories that points do not pay", "Add a category that points do not pay", BonusOn.Category),
        ]),
        new("expiry", "Waiting and expiry", "From when earned points can be spent, and until when.",
        [
            new("release.returnDays", "They wait after delivery, days", RuleFieldKind.Whole) { Hint = "As long as goods can be sent back, unless a tier has more." },
            new("expiry.months", "They last, months", RuleFieldKind.Whole),
            new("expiry.warningDays", "Warning before their end, days", RuleFieldKind.Days) { Hint = "The earliest first: 60, 14" },
            new("expiry.daysWhenGivenBack", "Given back, they last at least, days", RuleFieldKind.Whole),
        ], []),
        new("friends", "Friends and gifts", "Inviting friends, and points from member to member.",
        [
            new("referral.points", "For an invited friend, points", RuleFieldKind.Whole) { Hint = "When the friend's first order can no longer be sent back." },
            new("referral.perMonth", "Friends a month without review", RuleFieldKind.Whole),
            new("referral.voucher", "The friend's voucher", RuleFieldKind.Amount) { Hint = "0: none." },
            new("gifts.minimum", "A gift has points, at least", RuleFieldKind.Whole) { Whole = "gifts", Hint = "Empty, all three: members give each other no points." },
            new("gifts.step", "in steps of", RuleFieldKind.Whole) { Whole = "gifts" },
            new("gifts.perDay", "A member gives a day at most", RuleFieldKind.Whole) { Whole = "gifts" },
        ], []),
    ];

    public static string DeedWords(Deed deed) => deed switch
    {
        Deed.Join => "joining",
        Deed.ProfileCompleted => "completing the profile",
        Deed.FirstOrder => "the first order",
        Deed.Birthday => "a birthday",
        Deed.Anniversary => "a year in the club",
        Deed.ReviewApproved => "a review that is shown",
        Deed.SurveyAnswered => "answering a survey",
        Deed.ReferralKept => "an invited friend",
        _ => "coming to an event",
    };

    private static RuleField Benefit(string name, string label, RuleFieldKind kind, string? hint = null) => new($"benefits.{char.ToLowerInvariant(name[0])}{name[1..]}", label, kind)
    {
        Group = "What it gives", Hint = hint, MayBeEmpty = hint is not null,
        IsIdle = name != nameof(TierBenefits.MultiplierBasisPoints) && !Acting.On(name),
    };
}
