using Microsoft.AspNetCore.Identity;
using Shop.Accounts;

namespace Shop.Web.Accounts;

/// <summary>Asks browsers to make and to use passkeys, and looks at what they answer. Each question is answered once, within ten minutes, in the browser that was asked.</summary>
public sealed class PasskeyDesk(IPasskeyHandler<User> handler, UserManager<User> users, PasskeyBook passkeys, SealedCookies cookies, ILogger<PasskeyDesk> log)
{
    private const string Cookie = "__Host-passkey";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What the browser needs to make a key for this person.</summary>
    public async Task<string> AskToMake(HttpContext context, SignedIn who)
    {
        var options = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = who.UserId.ToString(), Name = who.Email, DisplayName = who.Name }, context);
        cookies.Write(context, Cookie, new Question(options.AttestationState!, who.UserId), Patience);
        return options.CreationOptionsJson;
    }

    /// <summary>The key that was made, or null when it is not what was asked for.</summary>
    public async Task<UserPasskeyInfo?> Made(HttpContext context, SignedIn who, string credential)
    {
        if (cookies.Read<Question>(context.Request, Cookie) is not { } question || question.UserId != who.UserId) return null;
        SealedCookies.Clear(context, Cookie);
        var result = await handler.PerformAttestationAsync(new PasskeyAttestationContext { CredentialJson = credential, HttpContext = context, AttestationState = question.State });
        if (result.Succeeded) return result.Passkey;
        log.LogInformation("A passkey was not taken: {Reason}", result.Failure.Message);
        return null;
    }

    /// <summary>What the browser needs to find a key: of this person, or, at sign-in, whoever it is.</summary>
    public async Task<string> AskToUse(HttpContext context, Guid? userId)
    {
        var user = userId is null ? null : await users.FindByIdAsync(userId.Value.ToString());
        var options = await handler.MakeRequestOptionsAsync(user, context);
        cookies.Write(context, Cookie, new Question(options.AssertionState!, userId), Patience);
        return options.RequestOptionsJson;
    }

    /// <summary>Whose key answered, or null when the answer is wrong, late, used before, or from somebody who may not come in.</summary>
    public async Task<User?> Used(HttpContext context, Guid? userId, string credential, CancellationToken ct)
    {
        if (cookies.Read<Question>(context.Request, Cookie) is not { } question || question.UserId != userId) return null;
        SealedCookies.Clear(context, Cookie);
        var result = await handler.PerformAssertionAsync(new PasskeyAssertionContext { CredentialJson = credential, HttpContext = context, AssertionState = question.State });
        if (!result.Succeeded)
        {
            log.LogInformation("A passkey was refused: {Reason}", result.Failure.Message);
            return null;
        }
        if (result.User is not { IsDisabled: false, EmailConfirmed: true } user || userId is not null && user.Id != userId) return null;
        return await passkeys.Used(result.Passkey, question.State, ct) ? user : null;
    }

    /// <param name="State">The challenge, as Identity wrote it.</param>
    private sealed record Question(string State, Guid? UserId);
}
