using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;
using Microsoft.AspNetCore.Routing;

namespace Shop.Web.Doors;

/// <summary>Whatever answers GET answers HEAD as well, with the same headers and no body (RFC 9110, section 9.3.2): link checkers and monitors ask so.</summary>
public sealed class HeadConvention : IActionModelConvention
{
    public void Apply(ActionModel action)
    {
        foreach (var selector in action.Selectors)
        {
            for (var i = 0; i < selector.ActionConstraints.Count; i++)
                if (selector.ActionConstraints[i] is HttpMethodActionConstraint constraint && IsGet(constraint.HttpMethods))
                    selector.ActionConstraints[i] = new HttpMethodActionConstraint([.. constraint.HttpMethods, HttpMethods.Head]);
            for (var i = 0; i < selector.EndpointMetadata.Count; i++)
                if (selector.EndpointMetadata[i] is HttpMethodMetadata methods && IsGet(methods.HttpMethods))
                    selector.EndpointMetadata[i] = new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]);
        }
    }

    private static bool IsGet(IEnumerable<string> methods) => methods.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase) && !methods.Contains(HttpMethods.Head, StringComparer.OrdinalIgnoreCase);
}
