using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Dev;

/// <summary>Every component of the front end in its states, on one page; exists in Development only.</summary>
[Route("dev/styles"), ApiExplorerSettings(IgnoreApi = true)]
public sealed class StylesController(IHostEnvironment environment) : Controller
{
    public override void OnActionExecuting(ActionExecutingContext context)
    {
        if (!environment.IsDevelopment()) context.Result = NotFound();
    }

    [HttpGet("")]
    public IActionResult Index() => View(StylesPage.Sample());

    /// <summary>A form with mistakes, as the server sends it back.</summary>
    [HttpPost("")]
    public IActionResult Create([Bind(Prefix = "Form")] SampleForm form)
    {
        if (ModelState.IsValid)
        {
            TempData["Notice"] = "Everything was filled in.";
            return RedirectToAction(nameof(Index));
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return View(nameof(Index), StylesPage.Sample() with { Form = form });
    }

    /// <summary>What the cart drawer of the sample shows; the real one belongs to the cart.</summary>
    [HttpPost("cart")]
    public IActionResult Cart()
    {
        Response.Announce("Still mug is in the cart. Cart: 3 items, €74.80");
        return HttpContext.IsHtmx() ? PartialView("_SampleDrawer") : RedirectToAction(nameof(Index));
    }

    [HttpGet("suggestions")]
    public IActionResult Suggestions(string? q) => PartialView("_SampleSuggestions", q ?? "");

    [HttpGet("office")]
    public IActionResult Office() => View();

    [HttpGet("account")]
    public IActionResult Account() => View();
}
