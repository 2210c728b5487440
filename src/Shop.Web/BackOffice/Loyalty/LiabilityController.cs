using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>What the club owes, for the accountant: now, and as it stood at the end of any month.</summary>
[Route("backoffice/club/points"), Needs(Area.Figures, Act.See)]
public sealed class LiabilityController(PointsOnTheBooks books, RuleBook rules, ShopDb db, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Show(string? month, CancellationToken ct) => await Page(month, ct) is { } page ? View(page) : new Doors.SeeOther(Url.Content("~/backoffice/club"));

    [HttpGet("file"), Needs(Area.Figures, Act.Export)]
    public async Task<IActionResult> Download(string? month, CancellationToken ct)
    {
        if (await Page(month, ct) is not { } page) return NotFound();
        var lines = new StringBuilder("part,month,kind,points,worth\n"); // our own words and numbers alone: nothing a spreadsheet could take for a formula
        void Line(string part, string month, string kind, long points) => lines.Append(CultureInfo.InvariantCulture, $"{part},{month},{kind},{points},{page.Rules.Owed(points).Minor}\n");
        foreach (var owed in page.Owed.Months) Line("outstanding", $"{owed.Month:yyyy-MM}", "", owed.Points);
        Line("outstanding", "", "pending", page.Owed.Pending);
        Line("outstanding", "", "reserved", page.Owed.Reserved);
        Line("outstanding", "", "debt", -page.Owed.Debt);
        Line("outstanding", "", "total", page.Owed.Outstanding);
        foreach (var moved in page.Owed.Movements) Line("moved", $"{moved.Month:yyyy-MM}", RuleDeskWords.Of(moved.Kind), moved.Points);
        return File(Encoding.UTF8.GetBytes(lines.ToString()), "text/csv; charset=utf-8", $"points-{(page.Month is { } end ? $"{end:yyyy-MM}" : $"{Period.LocalDay(clock.GetUtcNow().UtcDateTime, page.Zone):yyyy-MM-dd}")}.csv");
    }

    private async Task<LiabilityPage?> Page(string? typed, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        if (await rules.At(now, ct) is not { } published) return null;
        var opened = await db.Programmes.AsNoTracking().Select(p => p.OpenedAt).FirstAsync(ct);
        var (first, last) = (FirstOf(Period.LocalDay(opened, published.Zone)), FirstOf(Period.LocalDay(now, published.Zone)));
        var months = new List<DateOnly>();
        for (var each = last.AddMonths(-1); each >= first; each = each.AddMonths(-1)) months.Add(each);
        var month = DateOnly.TryParseExact(typed + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var named) && months.Contains(named) ? named : (DateOnly?)null;
        var end = month is { } chosen ? Period.StartOf(chosen.AddMonths(1), published.Zone) : now;
        var owed = month is null ? await books.Read(ct) : await books.At(end, ct);
        return owed is null ? null : new LiabilityPage((await rules.At(end, ct) ?? published).Rules, owed, published.Zone, month, months);
    }

    private static DateOnly FirstOf(DateOnly day) => new(day.Year, day.Month, 1);
}

/// <summary>Points on the books, and the rules that say what they are worth.</summary>
/// <param name="Month">At whose end; null: now.</param>
/// <param name="Months">The months that are over since the club opened, the latest first.</param>
public sealed record LiabilityPage(ProgrammeRules Rules, PointsOwed Owed, TimeZoneInfo Zone, DateOnly? Month, IReadOnlyList<DateOnly> Months);
