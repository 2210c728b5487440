using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.Storefront.Catalog;

/// <summary>“Helpful” beside a review: one vote for each person, whether they have an account or only a browser that remembers; of the latter one a day counts from each address.</summary>
public sealed class HelpfulVotesController(VoteForReview vote, VotingAddresses addresses, CurrentMember member) : Controller
{
    public const string Cookie = "__Host-votes";
    private const int SecretLength = 43;
    private const string TooMany = "Somebody where you are has said so today. Sign in to have yours counted.";
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);

    [HttpPost("/reviews/helpful"), EnableRateLimiting(DoorsModule.SlowDown)]
    public async Task<IActionResult> Create(Guid? review, Guid? undo, string? returnUrl, CancellationToken ct)
    {
        if ((review ?? undo) is not { } id) return NotFound();
        var customer = await member.CustomerId(ct);
        var said = customer is null && await vote.Said(id, Visitor(), ct);
        var counts = customer is null && review is not null && !said;
        if (counts && !addresses.Take(id, HttpContext))
            return await vote.Standing(id, ct) is { } stands ? Answer(new HelpfulMark(id, "", stands.Helpful, false) { Note = TooMany }, stands.ProductSlug, returnUrl, TooMany) : NotFound();
        var outcome = review is not null ? await vote.Helpful(id, customer, customer is null ? Visitor(remember: true) : Visitor(), ct) : await vote.TakeBack(id, customer, Visitor(), ct);
        if (review is null ? said : counts && outcome is not VoteForReview.Counted) addresses.GiveBack(id, HttpContext);
        return outcome switch
        {
            VoteForReview.Counted(var slug, var count) => Answer(new HelpfulMark(id, "", count, review is not null), slug, returnUrl,
                review is null ? "It does not count any more." : count == 1 ? "Thank you. You are the first to find it helpful." : $"Thank you. {count} people found it helpful."),
            VoteForReview.OwnReview(var slug, var count) => Answer(new HelpfulMark(id, "", count, false) { Note = "It is your own review." }, slug, returnUrl, "It is your own review: that others find it helpful is for them to say."),
            _ => NotFound(),
        };
    }

    private IActionResult Answer(HelpfulMark mark, string slug, string? returnUrl, string sentence)
    {
        if (HttpContext.IsHtmx())
        {
            Response.Announce(sentence);
            return PartialView("/Storefront/Catalog/Products/_Helpful.cshtml", mark);
        }
        TempData["Notice"] = sentence;
        return new SeeOther(Url.Content("~" + LocalUrl.Or(returnUrl, $"/p/{slug}").Split('#')[0]) + $"#review-{mark.Review:N}");
    }

    private string? Visitor(bool remember = false)
    {
        if (Request.Cookies[Cookie] is { Length: SecretLength } known) return known;
        if (!remember) return null;
        var secret = Secret.New();
        Response.Cookies.Append(Cookie, secret, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, Path = "/", MaxAge = KeptFor, IsEssential = true });
        return secret;
    }
}

/// <summary>How many found a review helpful, and whether the reader is one of them.</summary>
public sealed record HelpfulMark(Guid Review, string Author, int Count, bool Said)
{
    public string? Note { get; init; }
}
