using Microsoft.AspNetCore.Mvc;
using Shop.Catalog;
using Shop.Web.Html;
using Shop.Web.Storefront.Catalog;

namespace Shop.Web.Storefront.Errors;

/// <summary>What a visitor sees when a page is missing, forbidden or broken: the truth in one sentence, a way on, and the request's id.</summary>
[Route("error"), ApiExplorerSettings(IgnoreApi = true)]
public sealed class ErrorsController(Doors.ProblemDetailsFactoryAccess problems, Showcase showcase, Cards cards) : Controller
{
    private const int MostPopular = 4;

    [Route("{status:int}"), IgnoreAntiforgeryToken]
    public IActionResult Show()
    {
        // Not bound: the form that broke the first try would break this one as well.
        var status = int.TryParse(RouteData.Values["status"] as string, out var asked) && asked is >= 400 and <= 599 ? asked : 500;
        ModelState.Clear();
        Response.StatusCode = status;
        if (problems.WantsJson(HttpContext)) return new ObjectResult(problems.Describe(HttpContext, status)) { StatusCode = status };
        if (status == StatusCodes.Status403Forbidden && HttpContext.Features.Get<Doors.MissingRight>() is { } missing)
            return View("/BackOffice/Accounts/Access/NoRight.cshtml", new BackOffice.Accounts.NoRightPage(missing.Right, HttpContext.Features.Get<Microsoft.AspNetCore.Diagnostics.IStatusCodeReExecuteFeature>()?.OriginalPath ?? "", null));
        if (status == StatusCodes.Status429TooManyRequests && HttpContext.IsHtmx()) return Content($"<p role=\"alert\">{new ErrorPage(status, "", []).Text}</p>", "text/html");
        if (status == StatusCodes.Status403Forbidden && HttpContext.Features.Get<Web.Accounts.OnlyLooking>() is not null) return View(new ErrorPage(status, HttpContext.TraceIdentifier, []) { OnlyLooking = true });
        // Only from memory: what broke may be the database.
        var popular = status is >= 400 and < 500 and not StatusCodes.Status429TooManyRequests && showcase.Known is { } assortment ? cards.Of(assortment.Products.Take(MostPopular), assortment) : [];
        return View(new ErrorPage(status, HttpContext.TraceIdentifier, popular));
    }
}

/// <summary>One error, told to a person.</summary>
public sealed record ErrorPage(int Status, string RequestId, IReadOnlyList<ProductCard> Popular)
{
    /// <summary>Somebody looks through a customer's eyes and pressed what only the customer may.</summary>
    public bool OnlyLooking { get; init; }

    public string Title => OnlyLooking ? "You are only looking" : Status switch
    {
        400 => "That request did not make sense",
        401 or 403 => "This page is not open to you",
        404 => "We could not find that page",
        405 => "This page cannot be used like that",
        409 => "That did not work",
        413 => "That was too much at once",
        429 => "One moment, please",
        503 => "We will be right back",
        _ => "Something went wrong on our side",
    };

    public string Text => OnlyLooking ? "This is for the customer alone: it changes something, or is a secret of theirs. Nothing was done." : Status switch
    {
        400 => "The form may have been open for too long. Go back, reload the page and try again; nothing was changed.",
        401 or 403 => "You may need to sign in, or it belongs to somebody else.",
        404 => "It may have moved, or the address has a typo. The search knows everything we sell.",
        405 => "It is reached by a button on another page. Nothing was changed.",
        413 => "What was sent is larger than we take. Send less or a smaller file; nothing was changed.",
        429 => "That was a little fast. Wait a minute and try again.",
        503 => "The shop is not reachable at the moment. Nothing you did is lost.",
        _ => "We have noted it. Nothing you paid for or saved is lost; please try again.",
    };
}
