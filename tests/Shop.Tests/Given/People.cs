using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Customers;
using Shop.Mail;

namespace Shop.Tests;

/// <summary>People of a test: with an account, signed in, reading their mail.</summary>
public static class People
{
    public const string Password = "quiet rain on the roof";

    /// <summary>An account with a confirmed address, and the customer that belongs to it.</summary>
    public static async Task<User> Account(this ShopFactory shop, string email, string? role = null, string password = Password)
    {
        using var scope = shop.Services.CreateScope();
        var services = scope.ServiceProvider;
        var user = User.Register(email, "Ingrid Solberg", await services.GetRequiredService<Passwords>().Hash(password, default), shop.Clock.Now);
        user.ConfirmEmail();
        Assert.True((await services.GetRequiredService<UserManager<User>>().CreateAsync(user)).Succeeded);
        if (role is not null) await services.GetRequiredService<RoleHolders>().Give(user, role);
        await services.GetRequiredService<CustomerBook>().OpenFor(user, default);
        return user;
    }

    /// <summary>A browser in which this person, who has an account, just signed in.</summary>
    public static async Task<Visitor> SignedIn(this ShopFactory shop, string email, string password = Password)
    {
        var visitor = shop.Visitor();
        var answer = await visitor.SignIn(email, password);
        Assert.Equal(System.Net.HttpStatusCode.Found, answer.StatusCode);
        return visitor;
    }

    public static async Task<HttpResponseMessage> SignIn(this Visitor visitor, string email, string password = Password, string? returnUrl = null)
    {
        var page = await visitor.GetPage("/account/sign-in");
        return await visitor.Submit(page.Form("#sign-in"), ("Form.Email", email), ("Form.Password", password), ("Form.ReturnUrl", returnUrl ?? ""));
    }

    public static async Task<HttpResponseMessage> SignOut(this Visitor visitor)
    {
        var page = await visitor.GetPage("/account");
        return await visitor.Post("/account/sign-out", page);
    }

    /// <summary>Sets up an app for codes for who is signed in here; returns its key and the recovery codes.</summary>
    public static async Task<(string Key, IReadOnlyList<string> RecoveryCodes)> SetUpCodes(this Visitor visitor, TestClock clock)
    {
        var page = await visitor.GetPage("/account/details/two-step/app");
        var key = page.QuerySelector("[name='Form.Key']")!.GetAttribute("value")!;
        var done = await visitor.SubmitExpecting(System.Net.HttpStatusCode.OK, page.Form("#set-up-app"), ("Form.Code", Totp.CodeAt(key, Totp.StepAt(clock.Now))));
        clock.Advance(TimeSpan.FromSeconds(30)); // that code is used up
        return (key, [.. done.QuerySelectorAll(".code-list code").Select(c => c.TextContent)]);
    }

    /// <summary>The password, then this code; returns the answer to the code.</summary>
    public static async Task<HttpResponseMessage> SignInWithCode(this Visitor visitor, string email, string code, bool paper = false)
    {
        var answer = await visitor.SignIn(email);
        Assert.Equal("/account/sign-in/code", answer.Headers.Location?.ToString());
        var page = await visitor.GetPage("/account/sign-in/code" + (paper ? "?paper=true" : ""));
        return await visitor.Submit(page.Form("#second-step"), ("Code", code));
    }

    /// <summary>What the app shows now.</summary>
    public static string CodeNow(this ShopFactory shop, string key) => Totp.CodeAt(key, Totp.StepAt(shop.Clock.Now));

    /// <summary>The mails written to an address, oldest first, after all that was waiting has happened.</summary>
    public static async Task<List<OutgoingMail>> Mailbox(this ShopFactory shop, string email)
    {
        await shop.Tell();
        return await shop.InDb(db => db.OutgoingMails.AsNoTracking().Where(m => m.To == email).OrderBy(m => m.Id).ToListAsync());
    }

    /// <summary>The link in the newest mail to an address, as a path.</summary>
    public static async Task<string> NewestLink(this ShopFactory shop, string email, string containing)
    {
        var text = (await shop.Mailbox(email))[^1].Text;
        var url = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Single(word => word.StartsWith("http", StringComparison.Ordinal) && word.Contains(containing, StringComparison.Ordinal));
        return new Uri(url).PathAndQuery;
    }

    /// <summary>Whether this browser is signed in.</summary>
    public static async Task<bool> IsIn(this Visitor visitor) => (await visitor.Get("/account")).StatusCode == System.Net.HttpStatusCode.OK;
}
