using Microsoft.EntityFrameworkCore;
using Shop.Crm;
using Shop.Customers;
using Shop.Data;
using Shop.Kernel;
using Shop.Loyalty;
using Shop.Mail;
using Shop.Web.Html;

namespace Shop.Web.Mail;

/// <summary>Who reads a letter of the club, with the rules and the words of the club as they are now.</summary>
public sealed record ClubReader(Membership Member, PublishedRules Terms, ProgrammeName Club)
{
    public ProgrammeRules Rules => Terms.Rules;
    public TimeZoneInfo Zone => Terms.Zone;

    public Noun Words => Club.Words;

    public string NameOf(Tier tier) => Rules.Ladder.NameOf(tier);
}

/// <summary>Writes to members: each piece of news once, to who left only about what is still theirs, and congratulations only to who asked for letters.</summary>
public sealed class ClubMail(MailWriter mail, RuleBook rules, ShopDb db, ShopAddress address, Newsletter newsletter, TimeProvider clock)
{
    /// <param name="news">What it is about: the same news is not told twice.</param>
    /// <param name="evenWhoLeft">It is about something that stays theirs.</param>
    /// <param name="values">What the letter says; null writes none.</param>
    public async Task Write(string template, Guid memberId, string news, Func<ClubReader, Task<MailValues?>> values, CancellationToken ct, bool isMarketing = false, bool evenWhoLeft = false)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var places = db.Memberships.AsNoTracking();
        var kept = await places.Where(m => m.Id == memberId).Select(m => m.MergedIntoId).SingleOrDefaultAsync(ct) ?? memberId; // what was theirs in another place is theirs here
        if (await places.SingleOrDefaultAsync(m => m.Id == kept && (evenWhoLeft || m.State == MembershipState.Active), ct) is not { } member) return;
        var customer = await db.Set<Customer>().Where(c => c.Id == member.CustomerId).Select(c => new { c.Name, c.Email }).SingleAsync(ct);
        if (customer.Email is not { } email || await rules.At(now, ct) is not { } published || await rules.Programme(ct) is not { } club) return;
        var end = isMarketing ? await newsletter.EndLinkOf(email, ct) : null;
        if (isMarketing && end is null) return; // nobody is congratulated who did not ask for letters
        if (await values(new ClubReader(member, published, club)) is not { } filled) return;
        filled.Add("name", customer.Name);
        filled.Add("club", club.Name);
        filled.Add("pointsWord", club.Words.Many);
        filled.Add("clubUrl", address.Of("account/club"));
        if (end is not null) filled.Add("stopUrl", end);
        await mail.Write(template, email, filled, $"{template}:{news}", now, ct, end);
        await db.SaveChangesAsync(ct);
    }
}
