using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Shop.Accounts;

namespace Shop.Web.Accounts;

/// <summary>Whether the back office asks for two factors: as Accounts:StaffNeedSecondFactor says, and if it says nothing, everywhere but on a developer's machine.</summary>
public sealed class StaffRules(IOptions<AccountsOptions> options, IHostEnvironment environment)
{
    public bool NeedSecondFactor => options.Value.StaffNeedSecondFactor ?? !environment.IsDevelopment();

    /// <summary>Somebody who works here and has shown one factor only.</summary>
    public bool AskMoreOf(SignedIn who) => NeedSecondFactor && Roles.AreStaff(who.Roles) && !who.IsStrong;
}

/// <summary>Lets those into the back office who have shown enough.</summary>
internal sealed class StaffIsSure(StaffRules rules) : AuthorizationHandler<StaffIsSure.Requirement>
{
    public sealed record Requirement : IAuthorizationRequirement;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Requirement requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && !rules.AskMoreOf(context.User.Who())) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
