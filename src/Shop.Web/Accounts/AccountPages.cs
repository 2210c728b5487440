using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Shop.Accounts;
using Shop.Data;
using Shop.Web.Doors;
using Shop.Web.Jobs;

namespace Shop.Web.Accounts;

/// <summary>Registers sign-in by session, the policies of the doors, the key ring and the shop's address as the one it answers to.</summary>
public static class AccountPages
{
    public static IServiceCollection AddAccountPages(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddKeyRing(configuration).AddHttpContextAccessor();
        services.AddAuthentication(SessionHandler.SchemeName).AddScheme<AuthenticationSchemeOptions, SessionHandler>(SessionHandler.SchemeName, null);
        services.AddAuthorizationBuilder()
            .AddPolicy(Door.Members, p => p.RequireAuthenticatedUser())
            .AddPolicy(Door.BackOffice, p => p.RequireAssertion(asking => asking.User.IsStaff()).AddRequirements(new StaffIsSure.Requirement()));
        services.AddSingleton<StaffRules>().AddSingleton<IAuthorizationHandler, StaffIsSure>().AddSingleton<IAuthorizationHandler, RightIsHeld>();
        services.AddSingleton<SealedCookies>().AddSingleton<IPersonalDataProtector, SecretSeal>();
        services.AddSingleton<PasskeyHome>().AddScoped<PasskeyDesk>().AddScoped<IPasskeyHandler<User>, PasskeyHandler<User>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<PasskeyHome>((passkeys, home) =>
        {
            passkeys.ServerDomain = home.Domain;
            passkeys.ValidateOrigin = page => ValueTask.FromResult(!page.CrossOrigin && home.IsOurs(page.Origin));
            passkeys.UserVerificationRequirement = "required"; // it stands for both factors
            passkeys.ResidentKeyRequirement = "required"; // it is found without a name
            passkeys.AttestationConveyancePreference = "none"; // which maker's device it is, is nobody's business
        });
        services.AddScoped<SignInDesk>().AddScoped<CurrentMember>().AddSingleton<KnownDevices>().AddScoped<ViewingDesk>();
        services.AddJob<ForgetOldSignIns>(TimeSpan.FromHours(1), (job, ct) => job.Run(ct));

        services.AddOptions<ShopOptions>()
            .Validate<IHostEnvironment>((shop, environment) => environment.IsDevelopment() || !string.IsNullOrWhiteSpace(shop.BaseUrl),
                "Set Shop:BaseUrl to the address customers use, for example https://shop.example: links in mails are made from it.").ValidateOnStart();
        services.AddOptions<HostFilteringOptions>().PostConfigure<ShopAddress>((hosts, shop) => hosts.AllowedHosts = [.. hosts.AllowedHosts, shop.Host]);
        return services;
    }
}
