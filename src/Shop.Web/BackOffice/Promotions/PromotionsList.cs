using System.Globalization;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Promotions;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Promotions;

/// <summary>A promotion as the desk's list has it.</summary>
public sealed record PromotionAtDesk
{
    public Guid Id { get; init; }
    public string Name { get; init; } = "";
    public PromotionKind Kind { get; init; }
    public int BasisPoints { get; init; }
    public Money Amount { get; init; }
    public int Buy { get; init; }
    public int Get { get; init; }
    public Money? Minimum { get; init; }
    public DateTime StartsAt { get; init; }
    public DateTime? EndsAt { get; init; }
    public bool NeedsCode { get; init; }
    public bool LowersPrices { get; init; }
    public int? Limit { get; init; }
    public int Used { get; init; }
    public int Codes { get; init; }
    public string? FirstCode { get; init; }

    /// <summary>The reward whose vouchers count by it; null for what the shop offers to all.</summary>
    public string? Reward { get; init; }
}

/// <summary>All that the shop offers, offered or will offer.</summary>
public sealed class PromotionsList(ShopDb db, CurrentShop shop, MoneyText money, TimeProvider clock) : OfficeList<PromotionAtDesk>
{
    private static readonly RowList<PromotionAtDesk> Declared = new(p => p.Id,
    [
        RowFilters.Choice("kind", "What", (PromotionAtDesk p) => p.Kind, Enum.GetValues<PromotionKind>().Select(k => (k, PromotionWords.Of(k)))),
        RowFilters.YesNo<PromotionAtDesk>("running", "Running", context => Running(context.Now)),
        RowFilters.YesNo<PromotionAtDesk>("planned", "Planned", context => Planned(context.Now)),
        RowFilters.YesNo<PromotionAtDesk>("over", "Over", context => Over(context.Now)),
        RowFilters.YesNo<PromotionAtDesk>("code", "With a code", _ => p => p.NeedsCode),
        RowFilters.YesNo<PromotionAtDesk>("tags", "On the price tags", _ => p => p.LowersPrices),
        RowFilters.YesNo<PromotionAtDesk>("reward", "For points, as a reward", _ => p => p.Reward != null),
        RowFilters.Date("starts", "Starts", (PromotionAtDesk p) => p.StartsAt),
        RowFilters.Date("ends", "Ends", (PromotionAtDesk p) => p.EndsAt),
        RowFilters.Number("used", "Used", (PromotionAtDesk p) => p.Used),
    ], _ => _ => true);

    public override string Key => "promotions";
    public override Area Area => Area.Promotions;
    public override string Title => "Promotions";
    public override (string One, string Many) Noun => ("promotion", "promotions");
    public override string SearchHint => "Name or code";
    public override NothingYet Nothing => new("Nothing is offered yet", "A promotion can lower prices, give something on top or make delivery free, with a code or by itself.", "New promotion", "/backoffice/promotions/new");
    public override (string Words, string Url)? Create => ("New promotion", "/backoffice/promotions/new");
    protected override RowList<PromotionAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } =
    [
        new("offers", "Offers", "reward~is~no") { Sort = "-starts" },
        new("running", "Running", "reward~is~no", "running~is~yes") { Sort = "-starts" },
        new("planned", "Planned", "reward~is~no", "planned~is~yes") { Sort = "starts" },
        new("over", "Over", "reward~is~no", "over~is~yes") { Sort = "-ends" },
        new("codes", "With a code", "reward~is~no", "code~is~yes") { Sort = "-starts" },
        new("rewards", "Vouchers for points", "reward~is~yes") { Sort = "-starts" },
        new("all", "All") { Sort = "-starts" },
    ];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("end", "End")
        {
            Effect = "From now on nobody gets them. Prices that they lowered go back within a minute; orders that were placed keep what they got.",
            One = async (services, id, by, ct) =>
            {
                if (await services.GetRequiredService<ShopDb>().Rewards.Where(r => r.PromotionId == id).Select(r => r.Name).FirstOrDefaultAsync(ct) is { } reward) throw new RuleBroken($"Members have vouchers of it: end the reward “{reward}” instead, and theirs keep their time.");
                await services.GetRequiredService<ChangePromotion>().End(id, ct);
            },
        },
    ];

    protected override IReadOnlyList<Column<PromotionAtDesk>> Columns =>
    [
        new("name", "Promotion", p => new Cell(p.Name), p => p.Name) { Sort = RowSorts.By((PromotionAtDesk p) => p.Name) },
        new("what", "What", p => new Cell(PromotionWords.Gist(TermsOf(p), money) + (p.Minimum is { } minimum ? $" from {money.Whole(minimum)}" : "")), p => PromotionWords.Gist(TermsOf(p), money)),
        new("how", "How", p => new Cell(How(p)), How),
        new("starts", "Starts", p => Moment(p.StartsAt), p => p.StartsAt) { Sort = RowSorts.By((PromotionAtDesk p) => p.StartsAt) },
        new("ends", "Ends", p => p.EndsAt is { } end ? Moment(end) : new Cell(""), p => p.EndsAt) { Sort = RowSorts.By((PromotionAtDesk p) => p.EndsAt) },
        new("state", "State", p => PromotionWords.Of(TimeOf(p)) is var (text, badge) ? new Cell(text) { Badge = badge } : new Cell(""), p => PromotionWords.Of(TimeOf(p)).Text),
        new("used", "Used", p => new Cell(Number.Of(p.Used) + (p.Limit is { } limit ? $" of {Number.Of(limit)}" : "")), p => p.Used) { Sort = RowSorts.By((PromotionAtDesk p) => p.Used), Number = true },
        new("codes", "Codes", p => new Cell(Number.Of(p.Codes)), p => p.Codes) { Shown = false, Number = true },
    ];

    protected override IQueryable<PromotionAtDesk> All()
    {
        var (codes, rewards) = (db.PromotionCodes, db.Rewards);
        return db.Promotions.AsNoTracking().Select(p => new PromotionAtDesk
        {
            Id = p.Id, Name = p.Name, Kind = p.Kind, BasisPoints = p.BasisPoints, Amount = p.Amount, Buy = p.Buy, Get = p.Get, Minimum = p.Minimum, StartsAt = p.StartsAt, EndsAt = p.EndsAt, NeedsCode = p.NeedsCode,
            // As Promotion.LowersPrices says it.
            LowersPrices = !p.NeedsCode && (p.Kind == PromotionKind.PercentOff || p.Kind == PromotionKind.AmountOffEach) && p.Minimum == null && p.Limit == null && p.LimitPerCustomer == null && !p.FirstOrderOnly,
            Limit = p.Limit, Used = p.Used, Codes = codes.Count(c => c.PromotionId == p.Id), FirstCode = codes.Where(c => c.PromotionId == p.Id).OrderBy(c => c.Code).Select(c => c.Code).FirstOrDefault(),
            Reward = rewards.Where(r => r.PromotionId == p.Id).Select(r => r.Name).FirstOrDefault(),
        });
    }

    // A code is found however it is written; what is typed may be one with blanks in it.
    protected override Task<IQueryable<PromotionAtDesk>> Searched(IQueryable<PromotionAtDesk> rows, string search, ListContext context, CancellationToken ct)
    {
        var (word, code, codes) = (search.Trim().ToLowerInvariant(), new string([.. search.Where(char.IsAsciiLetterOrDigit)]).ToUpperInvariant(), db.PromotionCodes);
#pragma warning disable CA1304, CA1311, CA1862 // becomes lower() of the database
        return Task.FromResult(rows.Where(p => p.Name.ToLower().Contains(word) || code != "" && codes.Any(c => c.PromotionId == p.Id && c.Code.Contains(code))));
#pragma warning restore CA1304, CA1311, CA1862
    }

    protected override string UrlOf(PromotionAtDesk row) => $"/backoffice/promotions/{row.Id}";

    protected override string NameOf(PromotionAtDesk row) => row.Name;

    private static PromotionTerms TermsOf(PromotionAtDesk p) => new(p.Name, p.Kind, p.StartsAt) { BasisPoints = p.BasisPoints, Amount = p.Amount, Buy = p.Buy, Get = p.Get, Minimum = p.Minimum, EndsAt = p.EndsAt };

    private static string How(PromotionAtDesk p) => p.Reward is not null ? "For points, as a reward" : p.LowersPrices ? "On the price tags" : p.FirstCode is null ? p.NeedsCode ? "With a code; none is drawn yet" : "By itself in the cart" : p.Codes == 1 ? $"Code {p.FirstCode}" : $"{Number.Of(p.Codes)} codes";

    private PromotionTime TimeOf(PromotionAtDesk p)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return p.EndsAt <= now ? PromotionTime.Over : p.StartsAt > now ? PromotionTime.Planned : PromotionTime.Running;
    }

    private static Expression<Func<PromotionAtDesk, bool>> Running(DateTime now) => p => p.StartsAt <= now && (p.EndsAt == null || p.EndsAt > now);

    private static Expression<Func<PromotionAtDesk, bool>> Planned(DateTime now) => p => p.StartsAt > now && (p.EndsAt == null || p.EndsAt > now);

    private static Expression<Func<PromotionAtDesk, bool>> Over(DateTime now) => p => p.EndsAt <= now;

    // Most begin and end with a day; an hour is said where it is another.
    private Cell Moment(DateTime utc)
    {
        var local = TimeZoneInfo.ConvertTimeFromUtc(utc, shop.Zone);
        return new Cell(local.ToString("d MMM yyyy", CultureInfo.InvariantCulture)) { Note = local.TimeOfDay == TimeSpan.Zero ? null : local.ToString("HH:mm", CultureInfo.InvariantCulture) };
    }
}
