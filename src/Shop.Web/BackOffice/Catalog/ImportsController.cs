using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Imports.Goods;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Goods from a file: uploaded, its columns named, looked through without writing, brought in, and told row by row.</summary>
[Route("backoffice/imports"), Needs(Area.Catalogue, Act.Change)]
public sealed class ImportsController(ShopDb db, GoodsDesk goods) : Controller
{
    private const long MostSent = GoodsFile.MostBytes + 64 * 1024; // the form around the file
    private const int Latest = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => View(await Uploads(ct));

    [HttpPost(""), RequestSizeLimit(2 * MostSent), RequestFormLimits(MultipartBodyLengthLimit = 2 * MostSent)]
    public async Task<IActionResult> Create(IFormFile? file, CancellationToken ct)
    {
        try
        {
            if (file is null || file.Length == 0) throw new RuleBroken(file is null ? "Choose a file." : "The file is empty.");
            if (file.Length > GoodsFile.MostBytes) throw new RuleBroken($"The file has {file.Length / 1024 / 1024} MB. At most {GoodsFile.MostBytes / 1024 / 1024} MB can be taken: split it.");
            await using var sent = file.OpenReadStream();
            var id = await goods.Upload(sent, Path.GetFileName(file.FileName.Replace('\\', '/')), Me, ct);
            return new SeeOther(Url.Content($"~/backoffice/imports/{id}/columns"));
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(Index), await Uploads(ct), "file", refused.Message);
        }
    }

    [HttpGet("{id:guid}/columns")]
    public async Task<IActionResult> Columns(Guid id, Guid? profile, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } run) return NotFound();
        if (run.IsWorking || run.State == GoodsRunState.Done || run.TidiedAt is not null) return new SeeOther(Url.Content($"~/backoffice/imports/{id}"));
        var profiles = await db.GoodsProfiles.AsNoTracking().OrderBy(p => p.Name).ToListAsync(ct);
        var chosen = profiles.FirstOrDefault(p => p.Id == profile);
        var mapping = chosen is null ? run.Mapping : GoodsMapping.ByNames(chosen.Columns, run.Headers);
        return View(ColumnsPage.Of(run, mapping, chosen?.Terms ?? run.Terms, chosen?.Name, profiles, goods.First(id, run.FileName)));
    }

    [HttpPost("{id:guid}/columns"), RequestFormLimits(ValueCountLimit = 4 * GoodsFile.MostColumns)]
    public async Task<IActionResult> Check(Guid id, ColumnsForm form, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } run) return NotFound();
        var terms = new GoodsTerms(form.AddNew, form.ChangeKnown, form.Publish);
        try
        {
            await goods.Check(id, form.Read(), terms, form.Profile, Me, ct);
            return new SeeOther(Url.Content($"~/backoffice/imports/{id}"));
        }
        catch (RuleBroken refused)
        {
            var profiles = await db.GoodsProfiles.AsNoTracking().OrderBy(p => p.Name).ToListAsync(ct);
            return this.Again(nameof(Columns), ColumnsPage.Of(run, form.Loosely(), terms, form.Profile, profiles, goods.First(id, run.FileName)), "columns", refused.Message);
        }
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, GoodsFate? fate, int? after, int part, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } run) return NotFound();
        if (run.State == GoodsRunState.Uploaded && run.TidiedAt is null) return new SeeOther(Url.Content($"~/backoffice/imports/{id}/columns"));
        await goods.Saw(id, User.Who().UserId, ct);
        // Until its first rows are through, what is kept was told of the file before.
        var lines = db.GoodsLines.AsNoTracking().Where(l => l.RunId == id && !(run.IsWorking && run.Cursor == 0));
        fate ??= run.Rejected > 0 ? GoodsFate.Error : null;
        if (fate is { } only) lines = lines.Where(l => l.Fate == only);
        if (after is { } row) lines = lines.Where(l => l.Row > row || l.Row == row && l.Part > part);
        var shown = await lines.OrderBy(l => l.Row).ThenBy(l => l.Part).Take(ImportPage.PageSize + 1).Select(l => new ImportPage.Line(l.Row, l.Part, l.Fate, l.Sku, l.Name, l.Column, l.Found, l.Expected, l.Note)).ToListAsync(ct);
        return View(ImportPage.Of(run, fate, shown));
    }

    [HttpPost("{id:guid}/import")]
    public Task<IActionResult> Import(Guid id, CancellationToken ct) => Do(id, () => goods.Import(id, Me, ct));

    [HttpPost("{id:guid}/call-off")]
    public Task<IActionResult> CallOff(Guid id, CancellationToken ct) => Do(id, async () =>
    {
        if (!await goods.CallOff(id, ct)) throw new RuleBroken("It was over already.");
    });

    /// <summary>The rows that were not taken, to be put right and uploaded again.</summary>
    [HttpGet("{id:guid}/rejected")]
    public async Task<IActionResult> Rejected(Guid id, CancellationToken ct)
    {
        if (await Find(id, ct) is not { } run) return NotFound();
        if (await goods.Rejected(id, run.FileName, ct) is { } rows) return new RejectedFile(run.FileName, run.Headers, rows);
        TempData["Warning"] = "The file is not kept any more. Upload it again.";
        return new SeeOther(Url.Content($"~/backoffice/imports/{id}"));
    }

    private async Task<IActionResult> Do(Guid id, Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content($"~/backoffice/imports/{id}"));
    }

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private Task<GoodsRun?> Find(Guid id, CancellationToken ct) => db.GoodsRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, ct);

    private async Task<ImportsPage> Uploads(CancellationToken ct) => new(await db.GoodsRuns.AsNoTracking().OrderByDescending(r => r.UploadedAt).ThenByDescending(r => r.Id).Take(Latest)
        .Select(r => new ImportsPage.Row(r.Id, r.FileName, r.ByName, r.UploadedAt, r.State, r.Rows, r.Cursor, r.Created, r.Updated, r.Rejected)).ToListAsync(ct));
}
