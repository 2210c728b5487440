using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Customers;
using Shop.Data;
using Shop.Desk;
using Shop.Loyalty;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>Something taken for points as the desk's list has it.</summary>
public sealed record ClaimAtDesk
{
    public Guid Id { get; init; }
    public Guid RewardId { get; init; }
    public string Name { get; init; } = "";
    public RewardKind Kind { get; init; }
    public long Cost { get; init; }
    public DateTime At { get; init; }
    public ClaimState State { get; init; }
    public string Member { get; init; } = "";
    public string MemberNumber { get; init; } = "";
    public DateTime? HeldAt { get; init; }
    public DateTime? SettledAt { get; init; }
    public string? SettledBy { get; init; }
}

/// <summary>What members took for points, for who hands it over.</summary>
public sealed class ClaimsList(ShopDb db, CurrentShop shop) : OfficeList<ClaimAtDesk>
{
    private static readonly RowList<ClaimAtDesk> Declared = new(c => c.Id,
    [
        RowFilters.Choice("state", "State", (ClaimAtDesk c) => c.State, [(ClaimState.Waiting, "To hand over, or a seat kept"), (ClaimState.Done, "Done"), (ClaimState.Given, "A voucher"), (ClaimState.CalledOff, "Called off"), (ClaimState.Missed, "Did not come")]),
        RowFilters.Choice("kind", "What", (ClaimAtDesk c) => c.Kind, Enum.GetValues<RewardKind>().Select(k => (k, RewardDeskWords.Of(k)))),
        RowFilters.Text("reward", "Reward", (ClaimAtDesk c) => c.Name),
        RowFilters.Date("taken", "Taken", (ClaimAtDesk c) => c.At),
        RowFilters.Date("event", "Event", (ClaimAtDesk c) => c.HeldAt),
        RowFilters.YesNo<ClaimAtDesk>("due", "To hand over now", context => Due(context.Now)),
        RowFilters.Number("cost", "Points", (ClaimAtDesk c) => c.Cost),
    ], Search);

    public override string Key => "claims";
    public override string Url => "/backoffice/rewards/claims";
    public override Area Area => Area.Club;
    public override string Title => "Rewards that were taken";
    public override (string One, string Many) Noun => ("reward", "rewards");
    public override string SearchHint => "Reward, member or number";
    public override NothingYet Nothing => new("Nothing was taken yet", "What members take for points stands here; what you hand over waits here for you.", "See the rewards", "/backoffice/rewards");
    protected override RowList<ClaimAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("all", "All") { Sort = "-taken" },
        new("waiting", "To hand over", "due~is~yes") { Sort = "taken", Counted = true, Empty = "Nothing waits to be handed over." },
        new("events", "Seats at events", "kind~is~EventSeat") { Sort = "event" },
        new("vouchers", "Vouchers", "state~is~Given") { Sort = "-taken" },
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("done", "It is done")
        {
            Effect = "Each is marked as handed over, and its member hears of it. Vouchers, and what was called off, stay as they are and are named afterwards.",
            One = async (services, id, by, ct) => await services.GetRequiredService<SettleClaim>().Finish(id, by, null, ct),
        },
        new("missed", "They did not come")
        {
            Effect = "Each seat is marked as not used; what was spent on it stays spent. Other rewards, and events that have not begun, stay as they are and are named afterwards.",
            One = async (services, id, by, ct) => await services.GetRequiredService<SettleClaim>().Miss(id, by, null, ct),
        },
    ];

    protected override IReadOnlyList<Column<ClaimAtDesk>> Columns =>
    [
        new("reward", "Reward", c => new Cell(c.Name) { Note = RewardDeskWords.Of(c.Kind) }, c => c.Name),
        new("member", "Member", c => new Cell(c.Member) { Note = c.MemberNumber }, c => c.Member),
        new("taken", "Taken", c => new Cell(Local(c.At, "d MMM yyyy")) { Note = Local(c.At, "HH:mm") }, c => c.At) { Sort = RowSorts.By((ClaimAtDesk c) => c.At) },
        new("event", "Event", c => new Cell(c.HeldAt is { } held ? Local(held, "d MMM yyyy, HH:mm") : ""), c => c.HeldAt) { Sort = RowSorts.By((ClaimAtDesk c) => c.HeldAt) },
        new("cost", "Points", c => new Cell(Html.Number.Of(c.Cost)), c => c.Cost) { Sort = RowSorts.By((ClaimAtDesk c) => c.Cost), Number = true },
        new("state", "State", c => Words(c) is var (text, badge) ? new Cell(text) { Badge = badge, Note = c.SettledBy } : new Cell(""), c => Words(c).Text),
        new("number", "Member's number", c => new Cell(c.MemberNumber), c => c.MemberNumber) { Shown = false },
        new("settled", "Settled", c => new Cell(c.SettledAt is { } at ? Local(at, "d MMM yyyy, HH:mm") : ""), c => c.SettledAt) { Shown = false },
    ];

    protected override IQueryable<ClaimAtDesk> All()
    {
        var (customers, rewards) = (db.Set<Customer>(), db.Rewards);
        return from claim in db.RewardClaims.AsNoTracking()
               join member in db.Memberships on claim.MemberId equals member.Id
               select new ClaimAtDesk
               {
                   Id = claim.Id, RewardId = claim.RewardId, Name = claim.Name, Kind = claim.Kind, Cost = claim.Cost, At = claim.At, State = claim.State, SettledAt = claim.SettledAt, SettledBy = claim.SettledBy,
                   MemberNumber = member.Number, Member = customers.Where(c => c.Id == member.CustomerId).Select(c => c.Name).First(), HeldAt = rewards.Where(r => r.Id == claim.RewardId).Select(r => r.HeldAt).FirstOrDefault(),
               };
    }

    protected override string UrlOf(ClaimAtDesk row) => $"/backoffice/rewards/claims/{row.Id}";

    protected override string NameOf(ClaimAtDesk row) => $"{row.Name}, {row.Member}";

    private static (string Text, string Badge) Words(ClaimAtDesk claim) => claim.State switch
    {
        ClaimState.Waiting when claim.Kind == RewardKind.EventSeat => ("Seat kept", "info"),
        ClaimState.Waiting => ("To hand over", "warning"),
        ClaimState.Done => ("Done", "success"),
        ClaimState.Given => ("Given as a code", "info"),
        ClaimState.Missed => ("Did not come", "secondary"),
        _ => ("Called off", "secondary"),
    };

    // A seat waits for its event, not for us.
    private static Expression<Func<ClaimAtDesk, bool>> Due(DateTime now) => c => c.State == ClaimState.Waiting && (c.HeldAt == null || c.HeldAt <= now);

    private static Expression<Func<ClaimAtDesk, bool>> Search(string word)
    {
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return c => c.Name.ToLower().Contains(word) || c.Member.ToLower().Contains(word) || c.MemberNumber.Contains(word);
#pragma warning restore CA1304, CA1311, CA1862
    }

    private string Local(DateTime utc, string format) => TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone).ToString(format, CultureInfo.InvariantCulture);
}
