using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shop.Accounts;
using Shop.Web.Doors;

namespace Shop.Tests.Architecture;

/// <summary>Every action of the back office says which right it needs.</summary>
public sealed class RightTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    // What is sent as a form only because it is long: nothing is written.
    private static readonly string[] LooksOnly = ["ReturnsController.Look"];

    [Fact]
    public void Every_action_of_the_back_office_declares_a_right_that_exists() => Assert.Empty(Actions().Select(RightsAreDeclared.Fault).OfType<string>());

    [Fact]
    public void Whatever_writes_needs_more_than_sight() =>
        Assert.Empty(Actions().Where(a => a.EndpointMetadata.OfType<IHttpMethodMetadata>().Any(m => m.HttpMethods.Any(h => !HttpMethods.IsGet(h) && !HttpMethods.IsHead(h))))
            .Where(a => !a.EndpointMetadata.OfType<AnyStaffAttribute>().Any() && a.EndpointMetadata.OfType<NeedsAttribute>().All(n => n.Act == Act.See))
            .Select(a => $"{a.ControllerTypeInfo.Name}.{a.MethodInfo.Name}").Except(LooksOnly));

    [Fact]
    public void An_action_without_a_right_is_noticed()
    {
        Assert.NotNull(RightsAreDeclared.Fault(Action()));
        Assert.NotNull(RightsAreDeclared.Fault(Action(new NeedsAttribute(Area.Messages, Act.Approve)))); // no such right
        Assert.Null(RightsAreDeclared.Fault(Action(new NeedsAttribute(Area.Messages, Act.See))));
        Assert.Null(RightsAreDeclared.Fault(Action(new AnyStaffAttribute("it is harmless"))));
    }

    [Fact]
    public async Task An_action_without_a_right_stops_the_start() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => new RightsAreDeclared(new Fixed([Action()])).StartAsync(default));

    private IEnumerable<ControllerActionDescriptor> Actions() =>
        shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.Select(e => e.Metadata.GetMetadata<ControllerActionDescriptor>()).OfType<ControllerActionDescriptor>()
            .Where(a => a.ControllerTypeInfo.Namespace!.StartsWith("Shop.Web.BackOffice.", StringComparison.Ordinal));

    private static ControllerActionDescriptor Action(params object[] metadata)
    {
        var controller = System.Reflection.IntrospectionExtensions.GetTypeInfo(typeof(Web.BackOffice.Ordering.OrdersController));
        return new ControllerActionDescriptor { ControllerTypeInfo = controller, MethodInfo = controller.GetMethod("Show")!, EndpointMetadata = [.. metadata] };
    }

    private sealed class Fixed(IReadOnlyList<ControllerActionDescriptor> actions) : Microsoft.AspNetCore.Mvc.Infrastructure.IActionDescriptorCollectionProvider
    {
        public Microsoft.AspNetCore.Mvc.Infrastructure.ActionDescriptorCollection ActionDescriptors => new(actions, 1);
    }
}
