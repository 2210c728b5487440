using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts.Audit;
using Shop.Accounts.Staff;
using Shop.Data;

namespace Shop.Accounts;

/// <summary>Registers ASP.NET Core Identity on the shop's database, with the limits and the sessions it does not have.</summary>
public static class AccountsModule
{
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<AccountsOptions>().Bind(configuration.GetSection("Accounts"));
        services.Configure<PasswordHasherOptions>(o => o.IterationCount = Passwords.Iterations);
        services.AddSingleton<IPasswordHasher<User>, PasswordHasher<User>>().AddSingleton<Passwords>();
        services.AddIdentityCore<User>(o =>
        {
            o.User.RequireUniqueEmail = true;
            o.User.AllowedUserNameCharacters = ""; // names are e-mail addresses, in any script
            (o.Password.RequiredLength, o.Password.RequiredUniqueChars) = (PasswordRules.MinLength, 1);
            o.Password.RequireDigit = o.Password.RequireLowercase = o.Password.RequireUppercase = o.Password.RequireNonAlphanumeric = false;
        }).AddRoles<IdentityRole<Guid>>().AddEntityFrameworkStores<ShopDb>().AddUserStore<UserStore>();

        services.AddSingleton<GuessGate>().AddScoped<Guesses>().AddScoped<CodeCheck>().AddScoped<SecondFactor>().AddScoped<PasskeyBook>().AddScoped<SignInWays>();
        services.AddScoped<Sessions>().AddScoped<MailedLinks>().AddScoped<AccountLetters>().AddScoped<PasswordCheck>().AddScoped<RoleHolders>();
        services.AddScoped<Register>().AddScoped<ConfirmEmail>().AddScoped<SignInByPassword>().AddScoped<AskForLink>().AddScoped<ResetPassword>();
        services.AddScoped<ChangePassword>().AddScoped<AskForNewEmail>().AddScoped<SetUpShop>();
        services.AddScoped<OpenDoor>().AddScoped<AskForAccess>().AddScoped<AuditTrail>().AddScoped<StaffBook>().AddScoped<ChangeRoles>().AddScoped<InviteColleague>().AddScoped<ShapeRole>().AddScoped<AnswerAccess>().AddScoped<ReadAuditTrail>();
        services.AddWhen<LinkAsked, WhenLinkAsked>();
        return services;
    }
}
