using Microsoft.AspNetCore.Authorization;
using Shop.Accounts;
using Shop.Web.Accounts;

namespace Shop.Web.Doors;

/// <summary>The right that a page or action of the back office needs. What a controller says holds for each of its actions, beside what the action says itself. Without one the shop does not start.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Area area, Act act) : Attribute, IAuthorizationRequirement, IAuthorizationRequirementData
{
    public Area Area { get; } = area;
    public Act Act { get; } = act;
    public Right Right => new(Area, Act);

    public IEnumerable<IAuthorizationRequirement> GetRequirements() => [this];
}

/// <summary>Whoever works here may do this, whatever their role: said on purpose, with the reason.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class AnyStaffAttribute(string because) : Attribute
{
    public string Because { get; } = because;
}

/// <summary>What somebody lacked to come in.</summary>
public sealed record MissingRight(Right Right);

/// <summary>Lets those in whose roles allow it.</summary>
internal sealed class RightIsHeld : AuthorizationHandler<NeedsAttribute>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, NeedsAttribute requirement)
    {
        if (context.User.Identity?.IsAuthenticated == true && context.User.May(requirement.Right)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
