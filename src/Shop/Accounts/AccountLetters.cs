using Shop.Data;
using Shop.Kernel;
using Shop.Mail;

namespace Shop.Accounts;

/// <summary>The letters this module writes, each added to what the next save writes. Secrets are in these letters and nowhere else.</summary>
public sealed class AccountLetters(MailWriter mails, MailedLinks links, ShopAddress shop, TimeProvider clock)
{
    /// <summary>The link remembers that its reader wants to be in the club, and by whose invitation.</summary>
    /// <param name="club">What the club is called, where it is known.</param>
    public async Task ConfirmEmail(User user, CancellationToken ct, string? club = null)
    {
        var (join, invite) = (user.JoinsClub == true, user.Invitation);
        if (await links.Issue(LinkPurpose.ConfirmEmail, user, null, ct) is not { } secret) return; // this mailbox has had enough for an hour
        await Write("confirm-email", user.Email!, user, NewId.Next().ToString("N"), new() { { "link", shop.Of($"account/confirm?token={secret}{(join ? "&join=true" : "")}{(join && invite is not null ? $"&invite={invite}" : "")}") }, { "club", join ? club : null } }, ct);
    }

    public async Task ResetPassword(User user, CancellationToken ct)
    {
        if (await links.Issue(LinkPurpose.ResetPassword, user, null, ct) is not { } secret) return;
        await Write("reset-password", user.Email!, user, NewId.Next().ToString("N"), new() { { "link", shop.Of($"account/reset?token={secret}") }, { "minutes", "60" } }, ct);
    }

    /// <summary>Somebody may work here, and chooses a password.</summary>
    public async Task Invited(User user, string by, string roles, CancellationToken ct)
    {
        if (await links.Issue(LinkPurpose.Invite, user, null, ct) is not { } secret) return; // this mailbox has had enough for an hour
        await Write("staff-invited", user.Email!, user, NewId.Next().ToString("N"), new() { { "by", by }, { "roles", roles }, { "link", shop.Of($"account/reset?token={secret}") }, { "days", "7" } }, ct);
    }

    /// <summary>What somebody may do at the desk has changed, or what they asked for was answered.</summary>
    /// <param name="what">Whole sentences.</param>
    public Task RolesChanged(User user, string what, CancellationToken ct) =>
        Write("staff-roles", user.Email!, user, NewId.Next().ToString("N"), new() { { "what", what }, { "office", shop.Of("backoffice") } }, ct);

    /// <summary>The way in while strangers guess: its reader's browser becomes known, and is counted alone.</summary>
    public async Task KnowDevice(User user, CancellationToken ct)
    {
        if (await links.IssueDoor(user, ct) is not { } secret) return; // a quarter of an hour has not passed, and the link before still works
        await Write("know-device", user.Email!, user, NewId.Next().ToString("N"), new() { { "link", shop.Of($"account/sign-in/link?token={secret}") }, { "forgotten", shop.Of("account/forgotten") }, { "minutes", "60" } }, ct);
    }

    /// <summary>To the new address: only who reads it can make the change.</summary>
    public async Task ConfirmNewEmail(User user, string newEmail, CancellationToken ct)
    {
        if (await links.Issue(LinkPurpose.ChangeEmail, user, newEmail, ct) is not { } secret) return;
        await Write("confirm-new-email", newEmail, user, NewId.Next().ToString("N"), new() { { "link", shop.Of($"account/details/email/confirm?token={secret}") }, { "minutes", "60" } }, ct);
    }

    /// <summary>Somebody typed an address that has an account: only the mailbox learns of it, at most once an hour.</summary>
    public Task AlreadyRegistered(User user, CancellationToken ct) =>
        Write("already-registered", user.Email!, user, $"{user.Id:N}:{Now:yyyyMMddHH}", new() { { "signIn", shop.Of("account/sign-in") }, { "forgotten", shop.Of("account/forgotten") } }, ct);

    public Task PasswordChanged(User user, CancellationToken ct) =>
        Write("password-changed", user.Email!, user, $"{user.Id:N}:{user.PasswordChangedAt.Ticks}", new() { { "forgotten", shop.Of("account/forgotten") } }, ct);

    /// <summary>To the address that was theirs before.</summary>
    public Task EmailChanged(User user, string oldEmail, CancellationToken ct) =>
        Write("email-changed", oldEmail, user, $"{user.Id:N}:{Now.Ticks}", new() { { "newEmail", Masked(user.Email!) }, { "contact", shop.Of("contact") } }, ct);

    /// <summary>Something about how the person signs in has changed.</summary>
    /// <param name="what">A sentence.</param>
    public Task SecurityChanged(User user, string title, string what, CancellationToken ct) =>
        Write("security-changed", user.Email!, user, NewId.Next().ToString("N"), new() { { "title", title }, { "what", what }, { "security", shop.Of("account/details") }, { "forgotten", shop.Of("account/forgotten") } }, ct);

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private Task Write(string template, string to, User user, string news, MailValues values, CancellationToken ct)
    {
        values.Add("name", user.DisplayName);
        return mails.Write(template, to, values, $"{template}:{news}", Now, ct);
    }

    // “ada@example.org” becomes “a…@example.org”: enough to recognise one's own.
    private static string Masked(string email) => $"{email[0]}…{email[email.IndexOf('@')..]}";
}
