using Microsoft.AspNetCore.Mvc;

namespace Shop.Web.Html;

/// <summary>The answers to a form that cannot be done as it was sent: the page again, with what was typed and what is wrong.</summary>
public static class Refusals
{
    /// <summary>Status 422.</summary>
    public static ViewResult Again(this Controller controller, string view, object page)
    {
        controller.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return controller.View(view, page);
    }

    public static ViewResult Again(this Controller controller, string view, object page, string field, string error)
    {
        controller.ModelState.AddModelError(field, error);
        return controller.Again(view, page);
    }

    /// <summary>Status 429: not looked at, because there were too many before.</summary>
    public static ViewResult Later(this Controller controller, string view, object page, TimeSpan wait, string error)
    {
        controller.ModelState.AddModelError("", error);
        controller.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        controller.Response.Headers.RetryAfter = ((int)Math.Ceiling(wait.TotalSeconds)).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return controller.View(view, page);
    }
}
