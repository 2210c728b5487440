using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Desk;
using Shop.Kernel;
using Shop.Web.BackOffice.Lists;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>News on its way between the rooms of the shop, as the desk's list has it.</summary>
public sealed record NewsAtDesk
{
    public Guid Id { get; init; }
    public string Type { get; init; } = "";
    public int Attempts { get; init; }
    public DateTime? NextTryAt { get; init; }
    public DateTime? DeadAt { get; init; }
    public string? Error { get; init; }

    /// <summary>“OrderPaid” as people say it.</summary>
    public string Words => JobsController.Words(Type[(Type.LastIndexOf('.') + 1)..]);
}

/// <summary>News that was not told yet: what waits, and what was given up after many tries until somebody tells it again.</summary>
public sealed class NewsList(ShopDb db, CurrentShop shop) : OfficeList<NewsAtDesk>
{
    private static readonly RowList<NewsAtDesk> Declared = new(n => n.Id,
    [
        RowFilters.YesNo<NewsAtDesk>("parked", "Given up", _ => n => n.DeadAt != null),
        RowFilters.Date("given-up", "Given up on", (NewsAtDesk n) => n.DeadAt),
        RowFilters.Number("tries", "Tries", (NewsAtDesk n) => n.Attempts),
    ], word => n => n.Type.Contains(word));

    public override string Key => "news";
    public override Area Area => Area.Jobs;
    public override string Title => "News not told";
    public override (string One, string Many) Noun => ("piece of news", "pieces of news");
    public override string SearchHint => "Kind, as the program writes it";
    public override NothingYet Nothing => new("All news is told", "What happens in one room of the shop is told to the others, such as a paid order to the club. What could not be told stands here.");
    protected override RowList<NewsAtDesk> Rows => Declared;

    public override IReadOnlyList<Preset> Presets { get; } = [new("all", "All") { Sort = "-when" }, new("parked", "Given up", "parked~is~yes") { Counted = true }, new("waiting", "Waiting", "parked~is~no")];

    public override IReadOnlyList<BulkAction> Actions { get; } =
    [
        new("tell", "Tell again")
        {
            Effect = "Each is put back in line with all its tries and told within a second. Being told twice does no harm.",
            One = async (services, id, _, ct) =>
            {
                if (!await services.GetRequiredService<EventCourier>().Replay(id, ct)) throw new RuleBroken("It is not given up any more.");
            },
        },
    ];

    protected override IReadOnlyList<Column<NewsAtDesk>> Columns =>
    [
        new("news", "News", n => new Cell(n.Words) { Note = n.Error is { } error ? UpkeepWords.First(error) : null }, n => n.Type),
        new("state", "State", n => n.DeadAt is not null ? new Cell("Given up") { Badge = "danger" } : n.Attempts > 0 ? new Cell("Tried again") { Badge = "warning" } : new Cell("Waiting") { Badge = "info" }, n => n.DeadAt is not null ? "Given up" : "Waiting"),
        new("tries", "Tries", n => new Cell(n.Attempts.ToString(CultureInfo.InvariantCulture)), n => n.Attempts) { Number = true },
        new("when", "Given up, or next try", n => new Cell((n.DeadAt ?? n.NextTryAt) is { } at ? UpkeepWords.Local(at, shop.Zone) : ""), n => n.DeadAt ?? n.NextTryAt) { Sort = RowSorts.By((NewsAtDesk n) => n.DeadAt) },
    ];

    protected override IQueryable<NewsAtDesk> All() => db.SavedEvents.AsNoTracking().Where(e => e.DeliveredAt == null).Select(e => new NewsAtDesk { Id = e.Id, Type = e.Type, Attempts = e.Attempts, NextTryAt = e.NextTryAt, DeadAt = e.DeadAt, Error = e.Error });

    protected override string UrlOf(NewsAtDesk row) => $"/backoffice/news/{row.Id}";

    protected override string NameOf(NewsAtDesk row) => row.Words;
}
