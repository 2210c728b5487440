using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Mvc.Razor;

namespace Shop.Web.Doors;

/// <summary>Finds a view beside its controller: Shop.Web.Members.Ordering.OrdersController looks in /Members/Ordering/Orders/, then its room, its door's Shared and /Shared.</summary>
public sealed class ViewBesideController : IViewLocationExpander
{
    public void PopulateValues(ViewLocationExpanderContext context)
    {
        if (context.ActionContext.ActionDescriptor is ControllerActionDescriptor action)
            context.Values["room"] = action.ControllerTypeInfo.Namespace!["Shop.Web.".Length..].Replace('.', '/');
    }

    public IEnumerable<string> ExpandViewLocations(ViewLocationExpanderContext context, IEnumerable<string> viewLocations)
    {
        if (!context.Values.TryGetValue("room", out var room) || room is null) return ["/Storefront/Shared/{0}.cshtml"];
        var door = room.Split('/')[0];
        return [$"/{room}/{{1}}/{{0}}.cshtml", $"/{room}/{{0}}.cshtml", $"/{door}/Shared/{{0}}.cshtml", "/Storefront/Shared/{0}.cshtml"];
    }
}
