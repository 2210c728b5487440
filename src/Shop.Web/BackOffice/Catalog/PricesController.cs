using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Catalog.Pricing;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Prices of many products at once: looked at first, then changed in the background, told article by article, and taken back when it was a mistake.</summary>
[Route("backoffice/prices"), Needs(Area.Catalogue, Act.See)]
public sealed class PricesController(ListDesk desk, PriceDesk prices, CurrentShop shop, ShopDb db) : Controller
{
    private const int Latest = 50;

    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct)
    {
        var items = db.PriceItems;
        var runs = await db.PriceRuns.AsNoTracking().OrderByDescending(r => r.StartedAt).ThenByDescending(r => r.Id).Take(Latest)
            .Select(r => new { Run = r, Done = items.Count(i => i.RunId == r.Id && i.State == PriceItemState.Done) }).ToListAsync(ct);
        return View(new PricesPage([.. runs.Select(r => new PricesPage.Row(r.Run.Id, r.Run.Terms!, r.Run.Undoes is not null, r.Run.ByName, r.Run.StartedAt, r.Run.EndedAt is not null, r.Run.Articles, r.Done))]));
    }

    /// <summary>The form, and with it what it would do, once something was typed.</summary>
    [HttpGet("new"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> New([Bind(Prefix = "Form")] PriceForm form, bool look, string? which, IReadOnlyList<Guid> id, CancellationToken ct)
    {
        var chosen = await PriceSelection.Read(this, desk, Request.QueryString.Value ?? "", which, id, ct);
        if (chosen.Refusal is { } refusal) return Back(chosen, refusal);
        if (!look)
        {
            ModelState.Clear();
            return View(new PricePage(chosen, form, null));
        }
        return form.Read(shop.Currency, ModelState) is { } terms ? View(new PricePage(chosen, form, await prices.Preview(chosen.Products, terms, ct)) { Run = NewId.Next() }) : this.Again(nameof(New), new PricePage(chosen, form, null));
    }

    [HttpPost(""), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Create([Bind(Prefix = "Form")] PriceForm form, string? query, string? which, IReadOnlyList<Guid> id, Guid run, string? seen, CancellationToken ct)
    {
        var chosen = await PriceSelection.Read(this, desk, query ?? "", which, id, ct);
        if (chosen.Refusal is { } refusal) return Back(chosen, refusal);
        if (form.Read(shop.Currency, ModelState) is not { } terms) return this.Again(nameof(New), new PricePage(chosen, form, null));
        if (await prices.Progress(run, ct) is not null) return new SeeOther(Url.Content($"~/backoffice/prices/{run}")); // sent twice
        if (run == Guid.Empty) run = NewId.Next();
        try
        {
            if (await prices.Start(run, chosen.Products, terms, seen, Actor.Staff(User.Who().UserId, User.Who().Name), chosen.State.Query(), ct)) return new SeeOther(Url.Content($"~/backoffice/prices/{run}"));
            return this.Again(nameof(New), await Anew(), "", "Meanwhile a price or a product of these was changed. What stands below is what would happen now: look at it and say once more that it should.");
        }
        catch (RuleBroken broken)
        {
            return this.Again(nameof(New), await Anew(), "", broken.Message);
        }

        async Task<PricePage> Anew() => new(chosen, form, await prices.Preview(chosen.Products, terms, ct)) { Run = NewId.Next() };
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await prices.Progress(id, ct) is { } progress ? View(progress) : NotFound();

    [HttpPost("{id:guid}/undo"), Needs(Area.Catalogue, Act.Change)]
    public async Task<IActionResult> Undo(Guid id, CancellationToken ct)
    {
        try
        {
            return new SeeOther(Url.Content($"~/backoffice/prices/{await prices.Undo(id, NewId.Next(), Actor.Staff(User.Who().UserId, User.Who().Name), ct)}"));
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
            return new SeeOther(Url.Content($"~/backoffice/prices/{id}"));
        }
    }

    private SeeOther Back(PriceSelection chosen, string warning)
    {
        TempData["Warning"] = warning;
        return new SeeOther(Url.Content("~/backoffice/products" + chosen.State.Query()));
    }
}

/// <summary>What was changed lately, and by whom.</summary>
public sealed record PricesPage(IReadOnlyList<PricesPage.Row> Rows)
{
    public sealed record Row(Guid Id, PriceTerms Terms, bool Undoes, string ByName, DateTime StartedAt, bool Ended, int Articles, int Done);
}

/// <summary>Which products, how their prices are to change, and what that would do.</summary>
public sealed record PricePage(PriceSelection Chosen, PriceForm Form, PricePreview? Preview)
{
    /// <summary>The change that would begin: sent twice, it is one.</summary>
    public Guid Run { get; init; }
}
