using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Shop.Accounts;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Web.Accounts;
using Shop.Web.Doors;
using Shop.Web.Html;

namespace Shop.Web.BackOffice.Loyalty;

/// <summary>How much each role may do for members before a second person has to agree.</summary>
[Route("backoffice/corrections/limits"), Needs(Area.Club, Act.See)]
public sealed class LimitsController(ShopDb db, CorrectionLimits limits) : Controller
{
    [HttpGet("")]
    public async Task<IActionResult> Edit(CancellationToken ct) => View(new CorrectionLimitsPage([.. (await limits.Of(await RoleNames(ct), ct)).Select(LimitForm.Of)]));

    [HttpPost(""), Needs(Area.Staff, Act.Change), Needs(Area.Club, Act.Approve), StepUp(Back = "/backoffice/corrections/limits")]
    public async Task<IActionResult> Update([Bind(Prefix = "Rows")] List<LimitForm> rows, CancellationToken ct)
    {
        var roles = await RoleNames(ct);
        if (rows.DistinctBy(r => r.Role).Count() != rows.Count) return BadRequest();
        var (said, kept, who) = (new List<CorrectionLimit>(), (await limits.Of(roles, ct)).ToDictionary(l => l.Role), User.Who());
        for (var i = 0; i < rows.Count; i++)
        {
            var row = rows[i];
            if (row.Role is null || !roles.Contains(row.Role)) return BadRequest();
            if (!long.TryParse(row.PointsADay?.Trim(), NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out var points) || points > CorrectionLimit.MostPointsADay)
                ModelState.AddModelError($"Rows[{i}].PointsADay", $"{row.Role}: enter points a day between 0 and {CorrectionLimit.MostPointsADay:N0}");
            if (!int.TryParse(row.Months?.Trim() is { Length: > 0 } typed ? typed : "0", NumberStyles.None, CultureInfo.InvariantCulture, out var months) || months > CorrectionLimit.MostMonths)
                ModelState.AddModelError($"Rows[{i}].Months", $"{row.Role}: enter months between 0 and {CorrectionLimit.MostMonths}");
            // Nobody raises themselves; an administrator may do anything anyway.
            if (who.Roles.Contains(row.Role) && !who.Roles.Contains(Roles.Administrator) && (points, row.HighestTier, months) != (kept[row.Role].PointsADay, kept[row.Role].HighestTier ?? Tier.Member, kept[row.Role].Months))
                ModelState.AddModelError($"Rows[{i}].PointsADay", $"{row.Role}: this is a role of yours; somebody else has to change it");
            if (ModelState.IsValid) said.Add(CorrectionLimit.Of(row.Role, points, row.HighestTier == Tier.Member ? null : row.HighestTier, months));
        }
        if (!ModelState.IsValid) return this.Again("Edit", new CorrectionLimitsPage(rows));
        await limits.Set(said, ct);
        TempData["Notice"] = "The limits are kept. They hold from the next thing on that somebody asks for.";
        return new SeeOther(Url.Content("~/backoffice/corrections/limits"));
    }

    private Task<List<string>> RoleNames(CancellationToken ct) => db.Set<IdentityRole<Guid>>().OrderBy(r => r.Name).Select(r => r.Name!).ToListAsync(ct);
}

/// <summary>One role's limits as they are typed.</summary>
public sealed class LimitForm
{
    public string? Role { get; set; }
    public string? PointsADay { get; set; }

    /// <summary>The first tier stands for none.</summary>
    public Tier HighestTier { get; set; }
    public string? Months { get; set; }

    public static LimitForm Of(CorrectionLimit limit) => new()
    {
        Role = limit.Role, PointsADay = limit.PointsADay.ToString(CultureInfo.InvariantCulture), HighestTier = limit.HighestTier ?? Tier.Member, Months = limit.Months.ToString(CultureInfo.InvariantCulture),
    };
}

/// <summary>All roles with their limits.</summary>
public sealed record CorrectionLimitsPage(IReadOnlyList<LimitForm> Rows);
