using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Upkeep;

/// <summary>News between the rooms of the shop that was not told: why, and a button to tell it again.</summary>
[Route("backoffice/news"), Needs(Area.Jobs, Act.See)]
public sealed class NewsController(ShopDb db, EventCourier courier, ListDesk desk) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => await desk.Show(this, desk.Find("news")!, ct);

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) =>
        await db.SavedEvents.AsNoTracking().Where(e => e.Id == id).Select(e => new NewsPage(e.Id, e.Type, e.Attempts, e.NextTryAt, e.DeliveredAt, e.DeadAt, e.Error)).SingleOrDefaultAsync(ct) is { } news ? View(news) : NotFound();

    [HttpPost("{id:guid}"), Needs(Area.Jobs, Act.Change)]
    public async Task<IActionResult> Update(Guid id, CancellationToken ct)
    {
        if (!await db.SavedEvents.AnyAsync(e => e.Id == id, ct)) return NotFound();
        if (await courier.Replay(id, ct)) TempData["Notice"] = "It is put back in line and told within a second.";
        else TempData["Warning"] = "It is not given up: it was told, or is tried again by itself.";
        return new Doors.SeeOther(Url.Content($"~/backoffice/news/{id}"));
    }
}

/// <summary>One piece of news and how it fared. What is in it stays in the machinery: it may tell of people.</summary>
public sealed record NewsPage(Guid Id, string Type, int Attempts, DateTime? NextTryAt, DateTime? DeliveredAt, DateTime? DeadAt, string? Error);
