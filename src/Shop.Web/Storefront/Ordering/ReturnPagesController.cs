using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Ordering;

/// <summary>Sending things back, the same for who has an order's link and for its customer: choose, see what it brings and takes, send, follow.</summary>
public abstract class ReturnPagesController(ReturnReader returns, PreviewReturn preview, AskForReturn ask, DecideReturn decide, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(CancellationToken ct) => await Find(ct) is null ? NotFound() : new SeeOther(Url.Content($"~{Home}/returns/new"));

    [HttpGet("new")]
    public async Task<IActionResult> New(CancellationToken ct) => await Page(new ReturnForm(), ct) is { } page ? View(page) : NotFound();

    /// <summary>What it would bring and take. Nothing is sent yet.</summary>
    [HttpPost("check")]
    public async Task<IActionResult> Check(ReturnForm form, string? step, CancellationToken ct)
    {
        if (await Page(form, ct) is not { } page) return NotFound();
        if (step == "change") return View(nameof(New), page);
        if (!IsWhole(page)) return this.Again(nameof(New), page);
        return View(page with { Preview = await preview.Run(page.Order.Id, page.Form.Pieces.Where(p => p.Count > 0).ToDictionary(p => p.Line, p => p.Count!.Value), ct) });
    }

    [HttpPost("")]
    public async Task<IActionResult> Create(ReturnForm form, CancellationToken ct)
    {
        if (await Page(form, ct) is not { } page) return NotFound();
        if (!IsWhole(page)) return this.Again(nameof(New), page);
        try
        {
            var number = await ask.Run(page.Order.Id, [.. page.Form.Pieces.Where(p => p.Count > 0).Select(p => new AskedPiece(p.Line, p.Count!.Value, p.Reason!.Value))], string.IsNullOrWhiteSpace(form.Comment) ? null : form.Comment.Trim(), ct);
            TempData["Notice"] = "We have it. Keep the things as they are until we answer.";
            return new SeeOther(Url.Content($"~{Home}/returns/{number}"));
        }
        catch (RuleBroken refused)
        {
            return this.Again(nameof(New), page, "", refused.Message); // another window was quicker
        }
    }

    [HttpGet("{ret}")]
    public async Task<IActionResult> Show(string ret, CancellationToken ct) =>
        await Find(ct) is { } order && await returns.Find(order.Id, ret, ct) is { } shown ? View(new ReturnShownPage(shown, Home)) : NotFound();

    /// <summary>The customer keeps the things.</summary>
    [HttpPost("{ret}/call-off")]
    public async Task<IActionResult> Destroy(string ret, CancellationToken ct)
    {
        if (await Find(ct) is not { } order || await returns.Find(order.Id, ret, ct) is not { } shown) return NotFound();
        try
        {
            await decide.CallOff(shown.Request.Id, ct);
            TempData["Notice"] = "It is called off: you keep everything.";
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message;
        }
        return new SeeOther(Url.Content($"~{Home}/returns/{shown.Request.Number}"));
    }

    /// <summary>The address of the order's page.</summary>
    protected abstract string Home { get; }

    /// <summary>The order, for who may see it.</summary>
    protected abstract Task<OrderDetails?> Find(CancellationToken ct);

    private async Task<ReturnPage?> Page(ReturnForm form, CancellationToken ct)
    {
        if (await Find(ct) is not { } order) return null;
        var lines = await returns.Rights(order.Id, ct);
        return new ReturnPage(order, Home, lines, form.For(lines), await returns.Of(order.Id, ct), clock.GetUtcNow().UtcDateTime);
    }

    private bool IsWhole(ReturnPage page)
    {
        foreach (var (field, text) in page.Form.Complaints(page.Lines)) ModelState.AddModelError($"Form.{field}", text);
        return ModelState.IsValid;
    }
}
