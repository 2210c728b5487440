using System.Security.Claims;
using Microsoft.AspNetCore.Mvc;
using Shop.Desk;
using Shop.Web.Accounts;
using Shop.Web.Doors;

namespace Shop.Web.BackOffice.Notices;

/// <summary>What concerns whoever is asking: read one by one or all at once.</summary>
[Route("backoffice/notifications"), AnyStaff("everybody reads what is for them, and only what their rights show")]
public sealed class NotificationsController(NoticeBoard board) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? older, CancellationToken ct)
    {
        var (lines, next) = await board.Of(User.Who().UserId, RightsOf(User), older, ct);
        return View(new NoticePage(lines, next, older is not null));
    }

    /// <summary>Marks it as read and goes where it leads.</summary>
    [HttpPost("{id:guid}/open")]
    public async Task<IActionResult> Open(Guid id, CancellationToken ct) => await board.Read(User.Who().UserId, RightsOf(User), id, ct) is { } url ? new SeeOther(Url.Content("~" + url)) : NotFound();

    [HttpPost("{id:guid}/read")]
    public async Task<IActionResult> Update(Guid id, CancellationToken ct) => await board.Read(User.Who().UserId, RightsOf(User), id, ct) is null ? NotFound() : new SeeOther(Url.Content("~/backoffice/notifications"));

    [HttpPost("read")]
    public async Task<IActionResult> UpdateAll(CancellationToken ct)
    {
        await board.ReadAll(User.Who().UserId, ct);
        TempData["Notice"] = "All is marked as read.";
        return new SeeOther(Url.Content("~/backoffice/notifications"));
    }

    /// <summary>What somebody may do, as notices write it.</summary>
    internal static IReadOnlyList<string> RightsOf(ClaimsPrincipal user) => user.Identity?.IsAuthenticated == true ? [.. user.Who().Rights.Select(r => r.ToString())] : [];
}

/// <summary>A page of notices.</summary>
/// <param name="Older">Where the next page begins; null on the last.</param>
/// <param name="Later">Whether newer ones stand on pages before this one.</param>
public sealed record NoticePage(IReadOnlyList<NoticeLine> Lines, string? Older, bool Later);
