using Microsoft.AspNetCore.Mvc;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Doors;
using Shop.Web.Html;
using Shop.Web.Storefront.Loyalty;

namespace Shop.Web.Members.Loyalty;

/// <summary>Every movement of a member's points: as a list, as a file, and each one opened.</summary>
[Route("account/club/statement")]
public sealed class StatementsController(CurrentMember member, ClubTerms terms, MemberReader members, PointsStatement statement, RuleBook rules, TimeProvider clock) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] StatementForm form, long? before, CancellationToken ct)
    {
        if (await Mine(ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        if (form.IsBackwards) return this.Again(nameof(Index), new StatementListPage(mine.Club, mine.Me, form, null, false));
        var page = await statement.Page(mine.Me.AccountId, mine.Customer, FilterOf(form, mine.Club), before is > 0 ? before : null, ct);
        return View(new StatementListPage(mine.Club, mine.Me, form, page, before is > 0));
    }

    [HttpGet("points.csv")]
    public async Task<IActionResult> File([FromQuery] StatementForm form, CancellationToken ct)
    {
        if (await Mine(ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        if (form.IsBackwards) return new SeeOther(form.At(Url.Content("~/account/club/statement"))); // where it says what is wrong
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=points.csv";
        await StatementFile.Write(Response.Body, statement.Whole(mine.Me.AccountId, mine.Customer, FilterOf(form, mine.Club), ct), mine.Club.Terms.Zone, ct);
        return new EmptyResult();
    }

    [HttpGet("{number:long}")]
    public async Task<IActionResult> Show(long number, CancellationToken ct)
    {
        if (await Mine(ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        return await statement.Entry(mine.Me.AccountId, mine.Customer, number, ct) is { } entry
            ? View(new StatementEntryPage(mine.Club, entry, entry.RuleSetId is { } set ? await rules.Of(set, ct) : null)) : NotFound();
    }

    private async Task<(Club Club, MemberStanding Me, Guid Customer)?> Mine(CancellationToken ct)
    {
        var customer = await member.RequiredCustomerId(ct);
        if (await terms.Now(ct) is not { } club || await members.Of(customer, clock.GetUtcNow().UtcDateTime, ct) is not { } me) return null;
        return (club, me, customer);
    }

    // Days are the programme's: “until 31 March” holds all of it.
    private static StatementFilter FilterOf(StatementForm form, Club club) => new(form.Kind,
        form.From is { } from ? Period.StartOf(from, club.Terms.Zone) : null,
        form.Until is { } until && until < DateOnly.MaxValue ? Period.StartOf(until.AddDays(1), club.Terms.Zone) : null);
}

/// <summary>What of the statement somebody wants to see; what cannot be read narrows nothing.</summary>
public sealed class StatementForm
{
    public StatementGroup? Kind { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; set; }

    /// <summary>The last day is before the first: nothing can be shown.</summary>
    public bool IsBackwards => From > Until;

    public bool IsEmpty => Kind is null && From is null && Until is null;

    /// <summary>The same choice at another address.</summary>
    public string At(string path, long? before = null)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        if (Kind is { } kind) query.Add("kind", kind.ToString());
        if (From is { } from) query.Add("from", from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (Until is { } until) query.Add("until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (before is { } number) query.Add("before", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return path + query;
    }
}

/// <summary>A statement to look through.</summary>
/// <param name="Page">Null when the choice cannot be.</param>
/// <param name="IsOlder">Whether newer entries come before these.</param>
public sealed record StatementListPage(Club Club, MemberStanding Me, StatementForm Form, StatementPage? Page, bool IsOlder);

/// <summary>One movement, opened.</summary>
/// <param name="Rules">Under which rules it was made; null where none decided.</param>
public sealed record StatementEntryPage(Club Club, StatementEntry Entry, PublishedRules? Rules);
