using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Shop.Data;
using Shop.Kernel;

namespace Shop.Web.Doors;

/// <summary>A broken rule is the asker's business, not a crash, and so is being outrun by somebody: a page with the sentence, status 409; problem details for those who ask for JSON.</summary>
public sealed class RuleBrokenFilter(IModelMetadataProvider metadata, ProblemDetailsFactoryAccess problems, Committed committed) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        var sentence = context.Exception is RuleBroken broken ? broken.Message
            : Contention.IsLostRace(context.Exception) && !LostRaces.IsOpen(context.HttpContext, committed) ? "Somebody else changed this at the same moment. Go back, open the page again to see what stands there now, and send yours once more." : null;
        if (sentence is null) return;

        context.ExceptionHandled = true;
        if (problems.WantsJson(context.HttpContext))
        {
            context.Result = new ObjectResult(problems.Describe(context.HttpContext, StatusCodes.Status409Conflict, sentence)) { StatusCode = StatusCodes.Status409Conflict };
            return;
        }
        context.Result = new ViewResult
        {
            ViewName = "/Storefront/Shared/Refused.cshtml",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<string>(metadata, new ModelStateDictionary()) { Model = sentence },
        };
    }
}
