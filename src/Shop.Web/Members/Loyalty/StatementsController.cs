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
        if (await Mine(form.Account, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        var list = new StatementListPage(mine.Club, mine.Me, form, null, before is > 0) { Accounts = mine.Accounts, Account = mine.Account };
        if (form.IsBackwards) return this.Again(nameof(Index), list);
        return View(list with { Page = await statement.Page(mine.Account.AccountId, mine.Customer, FilterOf(form, mine.Club, mine.Account), before is > 0 ? before : null, ct) });
    }

    [HttpGet("points.csv")]
    public async Task<IActionResult> File([FromQuery] StatementForm form, CancellationToken ct)
    {
        if (await Mine(form.Account, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        if (form.IsBackwards) return new SeeOther(form.At(Url.Content("~/account/club/statement"))); // where it says what is wrong
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=statement.csv";
        await StatementFile.Write(Response.Body, statement.Whole(mine.Account.AccountId, mine.Customer, FilterOf(form, mine.Club, mine.Account), ct), mine.Club, ct);
        return new EmptyResult();
    }

    /// <summary>All of a choice on one sheet, with whose it is and of which day.</summary>
    [HttpGet("print")]
    public async Task<IActionResult> Print([FromQuery] StatementForm form, CancellationToken ct)
    {
        if (await Mine(form.Account, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        if (form.IsBackwards) return new SeeOther(form.At(Url.Content("~/account/club/statement")));
        var lines = new List<StatementLine>();
        await foreach (var line in statement.Whole(mine.Account.AccountId, mine.Customer, FilterOf(form, mine.Club, mine.Account), ct))
        {
            if (lines.Count > StatementSheet.MostLines) break;
            lines.Add(line);
        }
        return View(new StatementSheet(mine.Club, mine.Me, form, [.. lines.Take(StatementSheet.MostLines)], lines.Count > StatementSheet.MostLines, clock.GetUtcNow().UtcDateTime));
    }

    [HttpGet("{number:long}")]
    public async Task<IActionResult> Show(long number, string? account, CancellationToken ct)
    {
        if (await Mine(account, ct) is not { } mine) return new SeeOther(Url.Content("~/account/club"));
        return await statement.Entry(mine.Account.AccountId, mine.Customer, number, ct) is { } entry && !(entry.Line.At >= mine.Account.Until) && !(entry.Line.At < mine.Account.From)
            ? View(new StatementEntryPage(mine.Club, entry, entry.RuleSetId is { } set ? await rules.Of(set, ct) : null, mine.Account)) : NotFound();
    }

    // An account that is not theirs to read is as if it were not there: they get the one they earn into.
    private async Task<(Club Club, MemberStanding Me, Guid Customer, IReadOnlyList<ReadableAccount> Accounts, ReadableAccount Account)?> Mine(string? key, CancellationToken ct)
    {
        var customer = await member.RequiredCustomerId(ct);
        if (await terms.Now(ct) is not { } club || await members.Of(customer, clock.GetUtcNow().UtcDateTime, ct) is not { } me) return null;
        var accounts = await members.Accounts(me, ct);
        return (club, me, customer, accounts, accounts.FirstOrDefault(a => a.Key == key) ?? accounts[0]);
    }

    // Days are the programme's: “until 31 March” holds all of it.
    private static StatementFilter FilterOf(StatementForm form, Club club, ReadableAccount account)
    {
        DateTime? until = form.Until is { } last && last < DateOnly.MaxValue ? Period.StartOf(last.AddDays(1), club.Terms.Zone) : null;
        DateTime? from = form.From is { } first ? Period.StartOf(first, club.Terms.Zone) : null;
        return new(form.Kind, account.From > (from ?? DateTime.MinValue) ? account.From : from, account.Until < (until ?? DateTime.MaxValue) ? account.Until : until);
    }
}

/// <summary>What of the statement somebody wants to see; what cannot be read narrows nothing.</summary>
public sealed class StatementForm
{
    public StatementGroup? Kind { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? Until { get; set; }

    /// <summary>Whose journal: see <see cref="ReadableAccount.Key"/>.</summary>
    public string? Account { get; set; }

    /// <summary>The last day is before the first: nothing can be shown.</summary>
    public bool IsBackwards => From > Until;

    /// <summary>All of the same journal.</summary>
    public StatementForm Everything() => new() { Account = Account };

    public bool IsEmpty => Kind is null && From is null && Until is null;

    /// <summary>The same choice at another address.</summary>
    public string At(string path, long? before = null)
    {
        var query = new Microsoft.AspNetCore.Http.Extensions.QueryBuilder();
        if (Kind is { } kind) query.Add("kind", kind.ToString());
        if (From is { } from) query.Add("from", from.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (Until is { } until) query.Add("until", until.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
        if (Account is { Length: > 0 } account) query.Add("account", account);
        if (before is { } number) query.Add("before", number.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return path + query;
    }
}

/// <summary>A statement to look through.</summary>
/// <param name="Page">Null when the choice cannot be.</param>
/// <param name="IsOlder">Whether newer entries come before these.</param>
public sealed record StatementListPage(Club Club, MemberStanding Me, StatementForm Form, StatementPage? Page, bool IsOlder)
{
    /// <summary>The journals that are theirs to read, and the one that is open.</summary>
    public required IReadOnlyList<ReadableAccount> Accounts { get; init; }
    public required ReadableAccount Account { get; init; }

    public string NameOf(ReadableAccount account) => account switch
    {
        { Household: { } name, Until: null } => $"Shared in “{name}”",
        { Household: { } name } => $"Shared in “{name}”, until you went",
        { Other: { } number } => $"Your other membership, {number}",
        { Key: "" } => "Your own",
        _ => "Your own, before",
    };
}

/// <summary>A statement to print: the oldest first, as one reads on paper.</summary>
/// <param name="IsCut">There is more than fits: the choice has to be narrowed, or taken as a table.</param>
public sealed record StatementSheet(Club Club, MemberStanding Me, StatementForm Form, IReadOnlyList<StatementLine> Lines, bool IsCut, DateTime At)
{
    public const int MostLines = 1000;
}

/// <summary>One movement, opened.</summary>
/// <param name="Rules">Under which rules it was made; null where none decided.</param>
public sealed record StatementEntryPage(Club Club, StatementEntry Entry, PublishedRules? Rules, ReadableAccount Account);
