using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Shop.Accounts;
using Shop.Accounts.Audit;
using Shop.Data;
using Shop.Kernel;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Members.Loyalty;

namespace Shop.Web.BackOffice.Accounts;

/// <summary>Who did what at the desk: found by person, record, action, area and day, and taken out as a file by those who may.</summary>
[Route("backoffice/audit"), Needs(Area.Audit, Act.See)]
public sealed class AuditController(ReadAuditTrail trail, AuditTrail notes, CurrentShop shop) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Index([FromQuery] AuditForm form, CancellationToken ct)
    {
        var (lines, next) = await trail.Page(form.Read(shop.Zone), AuditForm.PlaceOf(form.After), ct);
        return View(new AuditPage(form, lines, next is null ? null : AuditForm.Of(next), await trail.People(ct), User.May(Area.Customers, Act.See)));
    }

    [HttpGet("export.csv"), Needs(Area.Audit, Act.Export), StepUp]
    public async Task Export([FromQuery] AuditForm form, CancellationToken ct)
    {
        await notes.Write(StaffTrail.OriginOf(HttpContext, ControllerContext.ActionDescriptor, form.ToString()), "Exported", new AuditRecord("AuditTrail", "", "The audit trail"), ct);
        Response.ContentType = "text/csv; charset=utf-8";
        Response.Headers.ContentDisposition = "attachment; filename=audit-trail.csv";
        var seesPeople = User.May(Area.Customers, Act.See);
        await using var text = new StreamWriter(Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true) { NewLine = "\r\n" };
        await text.WriteLineAsync("At (UTC),Who,From,Area,Action,Verb,Record,Id,Name,Changes,Reason".AsMemory(), ct);
        await foreach (var line in trail.All(form.Read(shop.Zone), ct))
        {
            var hidden = line.IsPersonal && !seesPeople;
            await text.WriteLineAsync(string.Join(',', new[]
            {
                line.At.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), line.ByName, line.Address, line.Area?.ToString(), line.Action, line.Verb, line.Kind, line.RecordId, hidden ? "" : line.RecordName,
                hidden ? "(personal data)" : string.Join("; ", line.Changes.Select(c => $"{c.Field}: {c.Before ?? "–"} → {c.After ?? "–"}")), hidden ? "" : line.Reason,
            }.Select(StatementFile.Cell)).AsMemory(), ct);
        }
    }
}

/// <summary>What is looked for in the trail, as it stands in the address.</summary>
public sealed class AuditForm
{
    public Guid? Person { get; set; }
    public string? Kind { get; set; }
    public string? Record { get; set; }
    public string? Verb { get; set; }
    public Area? Area { get; set; }
    public DateOnly? From { get; set; }
    public DateOnly? To { get; set; }
    public string? After { get; set; }

    public bool IsEmpty => Person is null && Area is null && From is null && To is null && string.IsNullOrWhiteSpace(Kind + Record + Verb);

    public AuditFilter Read(TimeZoneInfo zone) => new(Person, Word(Kind), Word(Record), Word(Verb), Area, From is { } from ? Period.StartOf(from, zone) : null, To is { } to && to < DateOnly.MaxValue ? Period.StartOf(to.AddDays(1), zone) : null);

    /// <summary>The same search, from another place on.</summary>
    public string Query(string? after = null) => "?" + string.Join("&", new (string Name, string? Value)[]
    {
        ("person", Person?.ToString()), ("kind", Word(Kind)), ("record", Word(Record)), ("verb", Word(Verb)), ("area", Area?.ToString()),
        ("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("after", after),
    }.Where(p => p.Value is not null).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    public override string ToString() => Query();

    public static string Of(AuditPlace place) => $"{place.At.Ticks.ToString(CultureInfo.InvariantCulture)}-{place.Id:N}";

    public static AuditPlace? PlaceOf(string? text)
    {
        var parts = (text ?? "").Split('-');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTime.MaxValue.Ticks && Guid.TryParseExact(parts[1], "N", out var id)
            ? new AuditPlace(new DateTime(ticks, DateTimeKind.Utc), id) : null;
    }

    private static string? Word(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

/// <summary>A page of the trail.</summary>
/// <param name="Next">Where the next page begins; null on the last.</param>
/// <param name="SeesPeople">Whether values that tell about customers are shown.</param>
public sealed record AuditPage(AuditForm Form, IReadOnlyList<AuditLine> Lines, string? Next, IReadOnlyList<(Guid Id, string Name)> People, bool SeesPeople);

/// <summary>The trail as people read it.</summary>
public static class AuditWords
{
    /// <summary>Kinds of records that are looked for most.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        ["Order", "ReturnRequest", "List", "Product", "Variant", "StockLevel", "Category", "Brand", "Promotion", "PromotionCode", "Reward", "RewardClaim", "RuleSet", "Referral", "Membership", "Customer", "Review", "ContactMessage", "User", "Role", "AccessRequest", "ShopProfile"];

    public static IReadOnlyList<string> Verbs { get; } =
        ["Created", "Changed", "Deleted", "Did", "Signed in", "Sign-in failed", "Proved again", "Exported", "Changed roles", "Changed rights", "Invited", "Blocked", "Unblocked", "Ended sessions", "Viewed as", "Stopped viewing"];

    /// <summary>“RewardClaim” becomes “reward claim”, “ReturnedAt” “returned at”.</summary>
    public static string Of(string name) => name == "User" ? "colleague" : string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) && !char.IsUpper(name[i - 1]) && name[i - 1] != '.' ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    /// <summary>The page of a record, where it has one.</summary>
    public static string? Url(AuditLine line) => line.Kind switch
    {
        "Order" when line.RecordName.Length > 0 => $"~/backoffice/orders/{Uri.EscapeDataString(line.RecordName)}",
        "ReturnRequest" when line.RecordName.Length > 0 => $"~/backoffice/returns/{Uri.EscapeDataString(line.RecordName)}",
        "Product" => $"~/backoffice/products/{line.RecordId}",
        "Promotion" => $"~/backoffice/promotions/{line.RecordId}",
        "Reward" => $"~/backoffice/rewards/{line.RecordId}",
        "RewardClaim" => $"~/backoffice/rewards/claims/{line.RecordId}",
        "RuleSet" => $"~/backoffice/club/rules/{line.RecordId}",
        "Referral" => $"~/backoffice/referrals/{line.RecordId}",
        "Review" => $"~/backoffice/reviews/{line.RecordId}",
        "ContactMessage" => $"~/backoffice/messages/{line.RecordId}",
        "User" => $"~/backoffice/staff/{line.RecordId}",
        "Role" => $"~/backoffice/roles/{line.RecordId}",
        _ => null,
    };
}
