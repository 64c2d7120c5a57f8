#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace hemicycle::record {

// Appends HTML; every text passed in is escaped. It knows nothing of records.
class HtmlPage {
 public:
  // `style` is CSS.
  HtmlPage(std::string_view language, std::string_view title, std::string_view style);

  void heading(int level, std::string_view text);
  void paragraph(std::string_view text, std::string_view css_class = {});
  void quotation(std::string_view text, std::string_view language);
  void begin_section(std::string_view id);
  void end_section() { out_ += "</section>\n"; }

  void begin_table(const std::vector<std::string>& headings);
  // Cells of a row; the class, if any, is the row's.
  void row(const std::vector<std::string>& cells, std::string_view css_class = {});
  void end_table() { out_ += "</tbody></table></div>\n"; }

  void begin_list(std::string_view css_class);
  // "label: text", the label set apart.
  void list_item(std::string_view label, std::string_view text);
  void end_list() { out_ += "</ul>\n"; }

  std::string finish() &&;

 private:
  void text(std::string_view text);

  std::string out_;
};

}  // namespace hemicycle::record
