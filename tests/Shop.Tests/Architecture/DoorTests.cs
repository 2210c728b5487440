using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;
using Shop.Web.Doors;

namespace Shop.Tests.Architecture;

/// <summary>Asks the running shop, not the source, which of its endpoints are guarded.</summary>
public sealed class DoorTests(ShopFactory shop) : IClassFixture<ShopFactory>
{
    // Who has no key yet must be able to ask for one; a bank's and a provider's messages come without our form field.
    private static readonly string[] OpenBehindADoor = [];
    // A provider signs what it sends; the key in the link of a letter is the proof, and a mail program sends it for its reader.
    private static readonly string[] WithoutAntiforgery = ["ErrorsController.Show", "PaymentNoticesController.Create", "NewslettersController.Ended", "StockNoticesController.Destroy"];

    [Theory]
    [InlineData(Door.Members)]
    [InlineData(Door.BackOffice)]
    public void Every_endpoint_behind_a_door_needs_its_key(string door) =>
        Assert.Empty(Open(door, Endpoints()).Except(OpenBehindADoor));

    [Fact]
    public void An_endpoint_without_its_key_is_noticed()
    {
        Assert.Equal(["TrespassController.Index"], Open(Door.Members, [Endpoint()]));
        Assert.Equal(["TrespassController.Index"], Open(Door.Members, [Endpoint(new AuthorizeAttribute(Door.BackOffice))]));
        Assert.Equal(["TrespassController.Index"], Open(Door.Members, [Endpoint(new AuthorizeAttribute(Door.Members), new AllowAnonymousAttribute())]));
        Assert.Empty(Open(Door.Members, [Endpoint(new AuthorizeAttribute(Door.Members))]));
        Assert.Empty(Open(Door.BackOffice, [Endpoint()]));
    }

    [Fact]
    public void Every_controller_stands_behind_a_door_that_exists() =>
        Assert.Empty(Controllers().Select(c => c.Namespace!.Split('.').ElementAtOrDefault(2) ?? "").Distinct().Except(["Storefront", Door.Members, Door.BackOffice, "Webhooks", "TestGateway", "Api"]));

    [Fact]
    public void Whatever_changes_something_asks_for_the_antiforgery_field() => Assert.Empty(Unprotected(Endpoints()).Except(WithoutAntiforgery));

    [Fact]
    public void An_action_that_forgoes_the_antiforgery_field_is_noticed()
    {
        Assert.Equal(["TrespassController.Index"], Unprotected([Endpoint(new IgnoreAntiforgeryTokenAttribute())]));
        Assert.Empty(Unprotected([Endpoint()]));
    }

    [Fact]
    public void No_get_request_may_carry_a_form() =>
        Assert.Empty(Controllers().SelectMany(c => c.GetMethods()).Where(m => m.GetCustomAttributes<HttpGetAttribute>().Any() && m.GetCustomAttributes<HttpPostAttribute>().Any()).Select(Name));

    private IEnumerable<RouteEndpoint> Endpoints() => shop.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private IEnumerable<TypeInfo> Controllers() => Endpoints().Select(Action).OfType<ControllerActionDescriptor>().Select(a => a.ControllerTypeInfo).Distinct();

    private static IEnumerable<string> Open(string door, IEnumerable<RouteEndpoint> endpoints) =>
        from endpoint in endpoints
        let action = Action(endpoint)
        where action?.ControllerTypeInfo.Namespace!.StartsWith($"Shop.Web.{door}.", StringComparison.Ordinal) == true
        where endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null || !endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Any(a => a.Policy == door)
        select Name(action.MethodInfo);

    private static IEnumerable<string> Unprotected(IEnumerable<RouteEndpoint> endpoints) =>
        endpoints.Where(e => e.Metadata.GetMetadata<IgnoreAntiforgeryTokenAttribute>() is not null).Select(Action).OfType<ControllerActionDescriptor>().Select(a => Name(a.MethodInfo));

    private static ControllerActionDescriptor? Action(RouteEndpoint e) => e.Metadata.GetMetadata<ControllerActionDescriptor>();

    private static string Name(MethodInfo action) => $"{action.DeclaringType!.Name}.{action.Name}";

    private static RouteEndpoint Endpoint(params object[] metadata)
    {
        var controller = typeof(Web.Members.Trespass.TrespassController).GetTypeInfo();
        var action = new ControllerActionDescriptor { ControllerTypeInfo = controller, MethodInfo = controller.GetMethod("Index")! };
        return new RouteEndpoint(_ => Task.CompletedTask, RoutePatternFactory.Parse("/trespass"), 0, new EndpointMetadataCollection([action, .. metadata]), "trespass");
    }
}
