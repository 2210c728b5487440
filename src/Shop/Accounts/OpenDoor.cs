using Microsoft.EntityFrameworkCore;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Uses a mailed link, once: it says to which account the reader's browser becomes known. It signs nobody in; the password is still asked for.</summary>
public sealed class OpenDoor(ShopDb db, MailedLinks links)
{
    /// <summary>The address of the account, or null when the link is dead.</summary>
    public async Task<string?> Run(string? secret, CancellationToken ct)
    {
        if (await links.Find(LinkPurpose.KnowDevice, secret, ct) is not { } link || !await links.Use(link, ct)) return null;
        return await db.AccountUsers.Where(u => u.Id == link.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
    }
}
