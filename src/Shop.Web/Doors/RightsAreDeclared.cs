using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Shop.Accounts;

namespace Shop.Web.Doors;

/// <summary>Stops the start when an action of the back office does not say which right it needs, or names one that does not exist.</summary>
public sealed class RightsAreDeclared(IActionDescriptorCollectionProvider actions) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var faults = actions.ActionDescriptors.Items.OfType<ControllerActionDescriptor>().Select(Fault).OfType<string>().ToList();
        return faults.Count == 0 ? Task.CompletedTask : throw new InvalidOperationException(string.Join(" ", faults));
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is wrong with what an action declares, or null.</summary>
    public static string? Fault(ControllerActionDescriptor action)
    {
        if (!action.ControllerTypeInfo.Namespace!.StartsWith($"Shop.Web.{Door.BackOffice}.", StringComparison.Ordinal)) return null;
        var name = $"{action.ControllerTypeInfo.Name}.{action.MethodInfo.Name}";
        var needs = action.EndpointMetadata.OfType<NeedsAttribute>().ToList();
        if (needs.Count == 0) return action.EndpointMetadata.OfType<AnyStaffAttribute>().Any() ? null : $"{name} does not say which right it needs: put [Needs(Area.…, Act.…)] on it, or [AnyStaff(\"why\")].";
        return needs.FirstOrDefault(n => !Rights.Exists(n.Right)) is { } odd ? $"{name} needs {odd.Right}, which is no right." : null;
    }
}
