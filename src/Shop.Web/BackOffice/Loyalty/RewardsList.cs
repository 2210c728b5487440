using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>A reward as the desk's list has it.</summary>
public sealed record RewardAtDesk
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public RewardKind Kind { get; init; }
    public long Cost { get; init; }
    public DateTime From { get; init; }

    /// <summary>When it can no longer be taken: its end, or the beginning of its event.</summary>
    public DateTime? Until { get; init; }
    public int? Quota { get; init; }
    public int Taken { get; init; }
    public int Waiting { get; init; }
    public Tier LowestTier { get; init; }

    /// <summary>As the rules in force call it.</summary>
    public string TierName { get; init; } = "";
    public Money Amount { get; init; }
    public int BasisPoints { get; init; }
}

/// <summary>All that members can have, could have or will be able to have for points.</summary>
public sealed class RewardsList(ShopDb db, CurrentShop shop, RewardWords words, ClubTerms terms, TimeProvider clock) : OfficeList<RewardAtDesk>
{
    private static readonly RowList<RewardAtDesk> Declared = new(r => r.Id,
    [
        RowFilters.Choice("kind", "What", (RewardAtDesk r) => r.Kind, Enum.GetValues<RewardKind>().Select(k => (k, RewardDeskWords.Of(k)))),
        RowFilters.Number("cost", "Points", (RewardAtDesk r) => r.Cost),
        RowFilters.Choice("tier", "For", (RewardAtDesk r) => r.LowestTier, Enum.GetValues<Tier>().Select(t => (t, t == Tier.Member ? "Every member" : $"{TierWords.Name(t)} and above"))),
        RowFilters.Date("from", "From", (RewardAtDesk r) => r.From),
        RowFilters.Date("until", "Until", (RewardAtDesk r) => r.Until),
        RowFilters.YesNo<RewardAtDesk>("open", "To be had now", context => Open(context.Now)),
        RowFilters.YesNo<RewardAtDesk>("planned", "Planned", context => Planned(context.Now)),
        RowFilters.YesNo<RewardAtDesk>("over", "Over", context => Over(context.Now)),
        RowFilters.YesNo<RewardAtDesk>("gone", "All taken", _ => r => r.Taken >= r.Quota),
        RowFilters.YesNo<RewardAtDesk>("waiting", "Something to hand over", _ => r => r.Waiting > 0),
    ], Search);

    public override string Key => "rewards";
    public override Area Area => Area.Club;
    public override string Title => "Rewards";
    public override (string One, string Many) Noun => ("reward", "rewards");
    public override string SearchHint => "Name";
    public override NothingYet Nothing => new("No rewards yet", "Members can have nothing for their points yet but money off at the checkout. A reward can be a voucher, a product, a seat at an event or a donation.", "New reward", "/backoffice/rewards/new");
    public override (string Words, string Url)? Create => ("New reward", "/backoffice/rewards/new");
    protected override RowList<RewardAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("open", "To be had", "open~is~yes") { Sort = "cost" },
        new("planned", "Planned", "planned~is~yes") { Sort = "from" },
        new("over", "Over", "over~is~yes") { Sort = "-until" },
        new("all", "All") { Sort = "-from" },
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("end", "End")
        {
            Effect = "Nobody can take them any more. Vouchers that were taken keep their time.", Needs = Act.Approve,
            One = (services, id, by, ct) => services.GetRequiredService<ChangeReward>().End(id, ct),
        },
    ];

    protected override IReadOnlyList<Column<RewardAtDesk>> Columns =>
    [
        new("name", "Reward", r => new Cell(r.Name) { Note = words.Gist(new RewardTerms(r.Name, r.Kind, r.Cost, r.From) { Amount = r.Amount, BasisPoints = r.BasisPoints }, null) }, r => r.Name) { Sort = RowSorts.By((RewardAtDesk r) => r.Name) },
        new("kind", "What", r => new Cell(RewardDeskWords.Of(r.Kind)), r => RewardDeskWords.Of(r.Kind)) { Shown = false },
        new("cost", "Points", r => new Cell(Html.Number.Of(r.Cost)), r => r.Cost) { Sort = RowSorts.By((RewardAtDesk r) => r.Cost), Number = true },
        new("tier", "For", r => new Cell(r.LowestTier == Tier.Member ? "Every member" : $"{r.TierName} and above"), r => r.TierName),
        new("from", "From", r => new Cell(Local(r.From)), r => r.From) { Sort = RowSorts.By((RewardAtDesk r) => r.From) },
        new("until", "Until", r => new Cell(r.Until is { } until ? Local(until.AddTicks(-1)) : ""), r => r.Until) { Sort = RowSorts.By((RewardAtDesk r) => r.Until) },
        new("state", "State", r => State(r) is var (text, badge) ? new Cell(text) { Badge = badge } : new Cell(""), r => State(r).Text),
        new("taken", "Taken", r => new Cell(Html.Number.Of(r.Taken) + (r.Quota is { } quota ? $" of {Html.Number.Of(quota)}" : "")) { Note = r.Waiting > 0 ? $"{Html.Number.Of(r.Waiting)} to hand over" : null }, r => r.Taken) { Sort = RowSorts.By((RewardAtDesk r) => r.Taken), Number = true },
    ];

    protected override IQueryable<RewardAtDesk> All()
    {
        var claims = db.RewardClaims;
        return db.Rewards.AsNoTracking().Select(r => new RewardAtDesk
        {
            Id = r.Id, Name = r.Name, Kind = r.Kind, Cost = r.Cost, From = r.From, Quota = r.Quota, Taken = r.Taken, LowestTier = r.LowestTier, Amount = r.Amount, BasisPoints = r.BasisPoints,
            Until = r.HeldAt != null && (r.Until == null || r.HeldAt < r.Until) ? r.HeldAt : r.Until, Waiting = claims.Count(c => c.RewardId == r.Id && c.State == ClaimState.Waiting),
        });
    }

    protected override async Task<IReadOnlyList<RewardAtDesk>> Complete(IReadOnlyList<RewardAtDesk> rows, CancellationToken ct)
    {
        var ladder = await terms.Ladder(ct);
        return [.. rows.Select(r => r with { TierName = ladder.NameOf(r.LowestTier) })];
    }

    protected override string UrlOf(RewardAtDesk row) => $"/backoffice/rewards/{row.Id}";

    protected override string NameOf(RewardAtDesk row) => row.Name;

    private (string Text, string Badge) State(RewardAtDesk row)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return row.Until <= now ? ("Over", "secondary") : row.From > now ? ("Planned", "info") : row.Taken >= row.Quota ? ("All taken", "warning") : ("To be had", "success");
    }

    private static Expression<Func<RewardAtDesk, bool>> Open(DateTime now) => r => r.From <= now && (r.Until == null || r.Until > now);

    private static Expression<Func<RewardAtDesk, bool>> Planned(DateTime now) => r => r.From > now && (r.Until == null || r.Until > now);

    private static Expression<Func<RewardAtDesk, bool>> Over(DateTime now) => r => r.Until <= now;

    private static Expression<Func<RewardAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return r => r.Name.ToLower().Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private string Local(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString("d MMM yyyy", CultureInfo.InvariantCulture);
}
