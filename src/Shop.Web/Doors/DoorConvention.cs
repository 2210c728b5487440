using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace Shop.Web.Doors;

/// <summary>A controller's namespace says which door it stands behind; the doors that need a key get their area and policy here, so that nobody has to remember an attribute.</summary>
public sealed class DoorConvention : IControllerModelConvention
{
    public void Apply(ControllerModel controller)
    {
        var door = controller.ControllerType.Namespace!.Split('.').ElementAtOrDefault(2);
        if (door is null || !Door.Guarded.Contains(door)) return;
        if (door == Door.BackOffice || controller.ControllerType.Namespace == "Shop.Web.Members.Accounts") controller.Filters.Add(new TypeFilterAttribute(typeof(StaffTrail)));

        controller.RouteValues["area"] = door;
        foreach (var selector in controller.Selectors) selector.EndpointMetadata.Add(new AuthorizeAttribute(door));
    }
}
