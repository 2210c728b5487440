using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Accounts.Staff;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Accounts;

/// <summary>What each role allows: all of them side by side, and one to change. Who is affected is shown before it is saved.</summary>
[Route("backoffice/roles"), Needs(Area.Staff, Act.See)]
public sealed class RolesController(StaffBook book, ShapeRole shape) : Controller
{
    private const string Home = "/backoffice/roles";

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await book.Sheets(ct));

    [HttpPost(""), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public async Task<IActionResult> Create(string? name, Guid? like, CancellationToken ct)
    {
        try
        {
            return new SeeOther(Url.Content($"~{Home}/{await shape.Create(name, like, User.Who(), ct)}"));
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
            return new SeeOther(Url.Content($"~{Home}"));
        }
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Edit(Guid id, CancellationToken ct) => await Find(id, ct) is { } sheet ? View(new RolePage(sheet, sheet.Rights)) : NotFound();

    [HttpPost("{id:guid}"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public async Task<IActionResult> Update(Guid id, string[] rights, string? seen, string? step, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } sheet) return NotFound();
        var wanted = Rights.WithSight(rights.Select(Right.Read).OfType<Right>());
        try
        {
            if (step == "change") return View(nameof(Edit), new RolePage(sheet, wanted) { Seen = seen });
            ShapeRole.Check(sheet, wanted, User.Who());
            if (seen != sheet.Print) return this.Again(nameof(Edit), new RolePage(sheet, wanted), "", await shape.ChangedMeanwhile(id, ct));
            if (step != "save") return View("Confirm", new RolePage(sheet, wanted));
            await shape.Save(id, wanted, seen, User.Who(), ct);
            TempData["Notice"] = "It is saved, and holds from the next click of everybody who has this role.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content($"~{Home}/{id}"));
    }

    [HttpPost("{id:guid}/delete"), Needs(Area.Staff, Act.Change), StepUp(Back = Home)]
    public async Task<IActionResult> Destroy(Guid id, CancellationToken ct)
    {
        try
        {
            if (!await shape.Delete(id, User.Who(), ct)) return NotFound();
            TempData["Notice"] = "The role is gone.";
            return new SeeOther(Url.Content($"~{Home}"));
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
            return new SeeOther(Url.Content($"~{Home}/{id}"));
        }
    }

    private async Task<RoleSheet?> Find(Guid id, CancellationToken ct) => (await book.Sheets(ct)).SingleOrDefault(s => s.Id == id);
}

/// <summary>A role, and what it is to allow.</summary>
public sealed record RolePage(RoleSheet Role, IReadOnlySet<Right> Wanted)
{
    /// <summary>From what it is changed, as <see cref="RoleSheet.Print"/> says it.</summary>
    public string? Seen { get; init; } = Role.Print;
    public IEnumerable<Right> Added => Rights.All.Where(r => Wanted.Contains(r) && !Role.Rights.Contains(r));
    public IEnumerable<Right> Taken => Rights.All.Where(r => !Wanted.Contains(r) && Role.Rights.Contains(r));
}
