using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Kernel;
using Shop.Ordering;
using Shop.Web.Accounts;
using Shop.Web.BackOffice.Lists;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Ordering;

/// <summary>Goods on their way back: staff answer, open the parcel, and the shop pays back what it said it would.</summary>
[Route("backoffice/returns"), Needs(Area.Returns, Act.See)]
public sealed class ReturnsController(ListDesk desk, ReturnReader returns, DecideReturn decide, ReceiveReturn receive, PreviewReturn preview, Till till) : Controller
{
    [HttpGet("")]
    public Task<IActionResult> Index(CancellationToken ct) => desk.Show(this, desk.Find("returns")!, ct);

    [HttpGet("{number}")]
    public async Task<IActionResult> Show(string number, CancellationToken ct) => await returns.ByNumber(number, ct) is { } shown ? View(OfficeReturnPage.Of(shown)) : NotFound();

    [HttpPost("{number}/answer"), Needs(Area.Returns, Act.Change)]
    public async Task<IActionResult> Answer(string number, [Bind(Prefix = "Answer")] AnswerForm form, CancellationToken ct)
    {
        if (await returns.ByNumber(number, ct) is not { } shown) return NotFound();
        var page = OfficeReturnPage.Of(shown) with { Answer = form.For(shown.Request) };
        foreach (var (field, text) in page.Answer.Complaints()) ModelState.AddModelError($"Answer.{field}", text);
        if (!ModelState.IsValid) return this.Again(nameof(Show), page);
        return await Do(page, () => decide.Answer(shown.Request.Id, page.Answer.Refused(), string.IsNullOrWhiteSpace(form.Text) ? null : form.Text.Trim(), Me, ct), "It is answered, and the customer has a letter.");
    }

    /// <summary>What would go back for what was in the parcel.</summary>
    [HttpPost("{number}/look")]
    public async Task<IActionResult> Look(string number, [Bind(Prefix = "Parcel")] ParcelForm form, CancellationToken ct)
    {
        if (await Parcel(number, form, ct) is not { } page) return NotFound();
        if (!ModelState.IsValid) return this.Again(nameof(Show), page);
        var lines = page.Return.Request.Lines;
        var pieces = page.Parcel.Received().Where(r => r.Value.Quantity > 0).ToDictionary(r => lines.Single(l => l.Id == r.Key).OrderLineId, r => r.Value.Quantity);
        return View(nameof(Show), page with { Preview = await preview.Run(page.Return.Order.Id, pieces, ct) });
    }

    [HttpPost("{number}/receive"), Needs(Area.Returns, Act.Approve), StepUp(Back = "/backoffice/returns?view=to-receive")]
    public async Task<IActionResult> Receive(string number, [Bind(Prefix = "Parcel")] ParcelForm form, CancellationToken ct)
    {
        if (await Parcel(number, form, ct) is not { } page) return NotFound();
        if (!ModelState.IsValid) return this.Again(nameof(Show), page);
        var paid = true;
        return await Do(page, async () => paid = await receive.Run(page.Return.Request.Id, page.Parcel.Received(), Me, ct), () => paid ? "It is here, and the money is on its way back." : "It is here. The money could not be given back at once; it is tried again every minute.");
    }

    [HttpPost("{number}/call-off"), Needs(Area.Returns, Act.Change)]
    public async Task<IActionResult> Destroy(string number, CancellationToken ct) =>
        await returns.ByNumber(number, ct) is { } shown ? await Do(OfficeReturnPage.Of(shown), () => decide.CallOff(shown.Request.Id, ct), "It is called off.") : NotFound();

    /// <summary>Money that the payment provider cannot give back was given back in another way.</summary>
    [HttpPost("{number}/paid"), Needs(Area.Returns, Act.Approve), StepUp(Back = "/backoffice/returns?view=owed")]
    public async Task<IActionResult> Paid(string number, CancellationToken ct) => await returns.ByNumber(number, ct) is { Made: { } made } shown
        ? await Do(OfficeReturnPage.Of(shown), () => !made.ByHand ? throw new RuleBroken("The payment provider gives this back by itself.") : till.NotePaidBack(made.Id, Me, $"Money for return {number} given back by hand", ct), "It is noted.")
        : NotFound();

    private Actor Me => Actor.Staff(User.Who().UserId, User.Who().Name);

    private async Task<OfficeReturnPage?> Parcel(string number, ParcelForm form, CancellationToken ct)
    {
        if (await returns.ByNumber(number, ct) is not { } shown) return null;
        var page = OfficeReturnPage.Of(shown) with { Parcel = form.For(shown.Request) };
        foreach (var (field, text) in page.Parcel.Complaints(shown.Request)) ModelState.AddModelError($"Parcel.{field}", text);
        return page;
    }

    private Task<IActionResult> Do(OfficeReturnPage page, Func<Task> step, string done) => Do(page, step, () => done);

    private async Task<IActionResult> Do(OfficeReturnPage page, Func<Task> step, Func<string> done)
    {
        try
        {
            await step();
            TempData["Notice"] = done();
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message; // somebody else was quicker: the page shows how it stands
        }
        return new SeeOther(Url.Content($"~/backoffice/returns/{page.Return.Request.Number}"));
    }
}

/// <summary>One return at the desk, with the forms as they were filled in.</summary>
public sealed record OfficeReturnPage(ShownReturn Return)
{
    public AnswerForm Answer { get; init; } = new();
    public ParcelForm Parcel { get; init; } = new();

    /// <summary>What would go back for the parcel as it was written down; null before anybody asked.</summary>
    public ReturnPreview? Preview { get; init; }

    public static OfficeReturnPage Of(ShownReturn shown) => new(shown) { Answer = new AnswerForm().For(shown.Request), Parcel = new ParcelForm().For(shown.Request) };
}
