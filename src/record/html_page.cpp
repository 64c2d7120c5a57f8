#include "record/html_page.h"

#include <utility>

namespace hemicycle::record {

HtmlPage::HtmlPage(std::string_view language, std::string_view title, std::string_view style) {
  out_ = "<!doctype html>\n<html lang=\"";
  text(language);
  out_ +=
      "\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>";
  text(title);
  out_ += "</title>\n<style>";
  out_ += style;
  out_ += "</style>\n</head>\n<body>\n<main>\n";
}

void HtmlPage::text(std::string_view text) {
  for (char character : text) switch (character) {
      case '<':
        out_ += "&lt;";
        break;
      case '>':
        out_ += "&gt;";
        break;
      case '&':
        out_ += "&amp;";
        break;
      case '"':
        out_ += "&quot;";
        break;
      default:
        out_ += character;
    }
}

void HtmlPage::heading(int level, std::string_view words) {
  const std::string tag = "h" + std::to_string(level) + ">";
  out_ += "<" + tag;
  text(words);
  out_ += "</" + tag + "\n";
}

void HtmlPage::paragraph(std::string_view words, std::string_view css_class) {
  out_ += "<p";
  if (!css_class.empty()) out_ += " class=\"" + std::string(css_class) + "\"";
  out_ += ">";
  text(words);
  out_ += "</p>\n";
}

void HtmlPage::quotation(std::string_view words, std::string_view language) {
  out_ += "<blockquote lang=\"";
  text(language);
  out_ += "\">";
  text(words);
  out_ += "</blockquote>\n";
}

void HtmlPage::begin_section(std::string_view id) {
  out_ += "<section id=\"" + std::string(id) + "\">\n";
}

void HtmlPage::begin_table(const std::vector<std::string>& headings) {
  out_ += "<div class=\"wide\"><table><thead><tr>";
  for (const std::string& heading : headings) {
    out_ += "<th scope=\"col\">";
    text(heading);
    out_ += "</th>";
  }
  out_ += "</tr></thead><tbody>\n";
}

void HtmlPage::row(const std::vector<std::string>& cells, std::string_view css_class) {
  out_ += css_class.empty() ? "<tr>" : "<tr class=\"" + std::string(css_class) + "\">";
  for (const std::string& cell : cells) {
    out_ += "<td>";
    text(cell);
    out_ += "</td>";
  }
  out_ += "</tr>\n";
}

void HtmlPage::begin_list(std::string_view css_class) {
  out_ += "<ul class=\"" + std::string(css_class) + "\">\n";
}

void HtmlPage::list_item(std::string_view label, std::string_view words) {
  out_ += "<li><span class=\"label\">";
  text(label);
  out_ += "</span> <span>";
  text(words);
  out_ += "</span></li>\n";
}

std::string HtmlPage::finish() && {
  out_ += "</main>\n</body>\n</html>\n";
  return std::move(out_);
}

}  // namespace hemicycle::record
