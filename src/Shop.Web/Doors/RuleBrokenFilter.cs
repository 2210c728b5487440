using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Shop.Kernel;

namespace Shop.Web.Doors;

/// <summary>A broken rule is the asker's business, not a crash: a page with the sentence, status 409; problem details for those who ask for JSON.</summary>
public sealed class RuleBrokenFilter(IModelMetadataProvider metadata, ProblemDetailsFactoryAccess problems) : IExceptionFilter
{
    public void OnException(ExceptionContext context)
    {
        if (context.Exception is not RuleBroken broken) return;

        context.ExceptionHandled = true;
        if (problems.WantsJson(context.HttpContext))
        {
            context.Result = new ObjectResult(problems.Describe(context.HttpContext, StatusCodes.Status409Conflict, broken.Message)) { StatusCode = StatusCodes.Status409Conflict };
            return;
        }
        context.Result = new ViewResult
        {
            ViewName = "/Storefront/Shared/Refused.cshtml",
            StatusCode = StatusCodes.Status409Conflict,
            ViewData = new ViewDataDictionary<string>(metadata, new ModelStateDictionary()) { Model = broken.Message },
        };
    }
}
