using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Shop.Accounts;
using Shop.Catalog;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Catalog;

/// <summary>Reviews at the desk: what waits to be read, what was judged, and the shop's public answers.</summary>
[Route("backoffice/reviews"), Needs(Area.Reviews, Act.See)]
public sealed class ReviewsController(ReviewDesk desk, JudgeReview judge) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index(string? status, int page = 1, CancellationToken ct = default)
    {
        ReviewStatus? wanted = status switch { "shown" => ReviewStatus.Approved, "refused" => ReviewStatus.Refused, "all" => null, _ => ReviewStatus.Waiting };
        return View(new ReviewsPage(await desk.List(wanted, page, ct), await desk.Waiting(ct)));
    }

    [HttpGet("{id:guid}")]
    public async Task<IActionResult> Show(Guid id, CancellationToken ct) => await desk.Find(id, ct) is { } review ? View(new ReviewCard(review, new JudgementForm { Answer = review.Answer })) : NotFound();

    [HttpPost("{id:guid}/approve"), Needs(Area.Reviews, Act.Change)]
    public Task<IActionResult> Approve(Guid id, int seen, string? returnUrl, CancellationToken ct) => Do(() => judge.Approve(id, seen, Me(), ct), "It stands on the page now.", returnUrl);

    [HttpPost("{id:guid}/refuse"), Needs(Area.Reviews, Act.Change)]
    public async Task<IActionResult> Refuse(Guid id, int seen, JudgementForm form, string? returnUrl, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(form.Reason)) ModelState.AddModelError(nameof(form.Reason), "Say why it is not shown: the author reads it.");
        return ModelState.IsValid ? await Do(() => judge.Refuse(id, seen, form.Reason!, Me(), ct), "It is not shown, and the author can read why.", returnUrl) : await Again(id, form, ct);
    }

    [HttpPost("{id:guid}/answer"), Needs(Area.Reviews, Act.Change)]
    public async Task<IActionResult> Answer(Guid id, JudgementForm form, string? returnUrl, CancellationToken ct) => ModelState.IsValid
        ? await Do(() => judge.Respond(id, form.Answer, Me(), ct), string.IsNullOrWhiteSpace(form.Answer) ? "The answer is gone." : "The answer is saved.", returnUrl) : await Again(id, form, ct);

    private async Task<IActionResult> Do(Func<Task> step, string done, string? returnUrl)
    {
        try
        {
            await step();
            TempData["Notice"] = done;
        }
        catch (RuleBroken refused)
        {
            TempData["Warning"] = refused.Message; // somebody else was quicker: the page shows how it stands
        }
        return new SeeOther(Url.Content("~" + LocalUrl.Or(returnUrl, "/backoffice/reviews")));
    }

    private async Task<IActionResult> Again(Guid id, JudgementForm form, CancellationToken ct) =>
        await desk.Find(id, ct) is { } review ? this.Again(nameof(Show), new ReviewCard(review, form)) : NotFound();

    private Actor Me() => Actor.Staff(User.Who().UserId, User.Who().Name);
}

/// <summary>What staff say to a review: to its author why it is not shown, or to everybody as an answer.</summary>
public sealed class JudgementForm
{
    [StringLength(Review.ReasonMaxLength, ErrorMessage = "A reason has at most {1} characters.")]
    public string? Reason { get; set; }

    [StringLength(Review.AnswerMaxLength, ErrorMessage = "An answer has at most {1} characters.")]
    public string? Answer { get; set; }
}

/// <summary>Some reviews, and how many wait.</summary>
public sealed record ReviewsPage(DeskPage List, int Waiting)
{
    public static string NameOf(ReviewStatus? status) => status switch { ReviewStatus.Approved => "shown", ReviewStatus.Refused => "refused", null => "all", _ => "waiting" };
}

/// <summary>One review with what is being said to it.</summary>
public sealed record ReviewCard(DeskReview Review, JudgementForm Form, string ReturnUrl = "/backoffice/reviews");
